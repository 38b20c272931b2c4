/**
 * What lb promises, told as configurations and requests over real sockets: the course's own tests,
 * the way of a request stage by stage, servers that fail, and the end of lb.
 */
package lb.scenario;
