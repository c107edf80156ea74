"""Say in words what the layers below hand up as codes: each code's English stands here once."""
