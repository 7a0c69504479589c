"""Words for people elsewhere than on the site: letters, posts and replies, made of what the page says. None of them is in any output."""
