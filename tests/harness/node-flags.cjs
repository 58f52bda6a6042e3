/** axios asks for Node's flags at every request, and jest's copy of `process` puts them together anew each time: a tenth of the time of the connectors' tests. */
Object.defineProperty(process, 'allowedNodeEnvironmentFlags', { value: process.allowedNodeEnvironmentFlags });
