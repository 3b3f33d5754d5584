"""What is measured rather than tested: ratios, which hold on any machine."""
