package lb.match;

import java.net.InetAddress;
import lb.http.Cidr;

/** A client's address, or a block of them. */
record IpBlock(Cidr block) implements Criterion<InetAddress> {
    static IpBlock parse(String text) {
        return new IpBlock(Cidr.parse(text));
    }

    @Override
    public Answer matches(InetAddress address) {
        return Answer.of(block.contains(address));
    }

    @Override
    public String toString() {
        return block.toString();
    }
}
