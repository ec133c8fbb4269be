using System.Globalization;
using System.Net;

namespace K8tre.Automation.Engine.Rpc;

/// <summary>The user at the other end of a connection on the loopback interface.</summary>
/// <remarks>Linux lists the connections of all users: https://docs.kernel.org/networking/proc_net_tcp.html</remarks>
internal static class LocalPeer
{
    // A socket for both families that connects to 127.0.0.1 is in the second list.
    private static readonly string[] Lists = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <summary>Returns false if another user than that of this process, or root, has opened a connection. True if it is unknown.</summary>
    /// <param name="client">End of the other process.</param>
    /// <param name="server">End of this process.</param>
    public static bool IsOwn(EndPoint? client, EndPoint? server)
    {
        if (client is not IPEndPoint from || server is not IPEndPoint to || !Lists.All(File.Exists))
            return true;
        var uid = Lists.SelectMany(File.ReadLines).Select(line => UidOf(line, from.Port, to.Port)).FirstOrDefault(uid => uid is not null);
        return uid is not null && (uid == 0 || uid == Own);
    }

    // sl, local address, remote address, state, two queues, a timer, retransmissions, uid.
    private static int? UidOf(string line, int client, int server) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var local, var remote, _, _, _, _, var uid, ..]
        && local.EndsWith($":{client:X4}", StringComparison.Ordinal) && remote.EndsWith($":{server:X4}", StringComparison.Ordinal)
            ? int.Parse(uid, CultureInfo.InvariantCulture)
            : null;

    // The effective id is the second one.
    private static int Own { get; } = int.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[2],
        CultureInfo.InvariantCulture);
}
