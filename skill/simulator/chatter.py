"""Sentences that have nothing to do with the skill: the other side of the scales.

Some are meant for the device and not for the skill; most are what two people
say to each other while a question is open. One a line; none is taken from the
sentences that the understanding is measured with.
"""

from __future__ import annotations

CHATTER = """
what is the weather today
will it snow tomorrow
play some music
play a song by the beatles
next song please
turn off the lights
turn on the television
set a timer for five minutes
set an alarm for six
get me up at half past five
what time is it
what day is it
when is easter
add eggs to my shopping list
what's on my shopping list
order a pizza
call my brother
send a message to anna
who is the president
what is the capital of france
how old is the queen
how deep is the ocean
how long is the river nile
how hot is the sun
how do you make pancakes
what is twelve plus thirty
what is nine minus four
how much is five times six
how do you spell necessary
what does that word mean
tell me the news
what did the president say
who won the game
who scored the goal last night
how did the team play
where is the nearest supermarket
when does the shop close
how far is it to london
how many miles is that
translate hello into spanish
turn the volume down
lock the door
what is in the fridge
open my email
tell me a joke
tell me a story
sing a song
roll a dice
what is on tonight
what's my balance
book a taxi
the dog is barking
the cat wants to come in
the phone is ringing
someone is at the door
dinner is ready
the kettle is boiling
where are my keys
have you seen my glasses
pass me the water
can you close the window
the children are asleep
the baby woke up
the little one has a cold
the toddler is screaming
the kids are watching a film
my mother called today
my boss was in a bad mood
the meeting took for ever
the traffic was terrible
the bill came today
the car broke down
my sister is having a baby
my brother got a new job
I have a meeting in the morning
I have to iron a shirt
I need to charge my phone
we went to the lake that summer
we slept in a tent and it rained
we danced in the kitchen
we had a small flat then
we were so young
we got lost on the way to the airport
we always had fish on fridays
I remember your red dress
I remember the first time I saw you
it was raining when we met
it was at my cousin's birthday
it was the year we got married
that was the week the heating failed
I grew up by the sea
I grew up with three sisters
I slept in the same room as my sister
my father was a teacher
my mother sang in a choir
my grandfather had a boat
my parents never talked about it
at school I was always the quiet one
I was nervous on my first day at work
I was afraid of the dark when I was little
when I was small I was scared of dogs
I was worried about the exam
I was proud when you got that job
I was so happy that day
I felt sad when the film ended
I cried at the wedding
I would like to travel to india
I would like to live by the sea
I wanted to be a pilot
I would buy a house with a garden
I would quit and open a cafe
I'd spend it all on books
I would ask my grandmother how she did it
you looked so happy
you made me laugh
you always make the coffee
you were right about the colour
you said that last year as well
you sang in the car
you held my hand at the hospital
I like how you cook
I like it when you tell that story
I love that you still write letters
I noticed that you tidied up
thanks for picking up the parcel
that was my favourite holiday
that was such a funny evening
that's a hard one
that is a good question
I never knew that about you
I didn't know that
really, I had forgotten that
oh I see
oh that's nice
you are right
good point
me too
same here
I think so too
I'm not sure about that
I don't know
I am not sure
I can't think of anything
let me think
wait, let me think about that
it depends on the day
I think it was in the spring
I think the second one
because I was shy as a child
because it reminds me of home
it tasted terrible
green I suppose
red and a bit of orange
somewhere by the mountains
probably my grandmother
probably in the autumn
maybe a small island
a house with a garden
a book and a cup of tea
I am dying of laughter
I nearly died laughing
I'm dying for a cup of tea
you crack me up
he cracks me up
she makes me laugh so much
he kills me with that face
I would kill for a coffee
I could murder a curry
this heat is killing me
my back is killing me
this queue will be the death of me
my boss is going to kill me for this
the deadline is killing me
that hurt my feelings a little back then
he hit the ball over the fence
she beat me at chess again
"""
