"""Files become the model, with findings for everything that is wrong with them; PyYAML's room."""
