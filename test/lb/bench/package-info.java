/** Measurements, run by hand: they print numbers and judge nothing. */
package lb.bench;
