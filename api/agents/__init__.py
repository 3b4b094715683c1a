"""Tools for agents, by the Model Context Protocol. They read only, and answer what the API's own endpoints answer."""
