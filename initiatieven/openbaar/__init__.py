"""What the public sees of applications: the register, the pages of initiatives, and what an area shows of them."""
