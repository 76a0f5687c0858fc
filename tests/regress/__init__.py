"""One test for each defect found by attacking the portal; the name is the rule, the requirement is beside it."""
