using System.Globalization;
using System.Text;

namespace K8tre.Automation.Hosts;

/// <summary>The script that compares a node with what was last set on it, with the libraries it sources.</summary>
internal static class StatusScript
{
    private const int LimitSeconds = 60;

    // In the order in which they are sourced.
    private static readonly string Text = string.Concat(new[] { "host.sh", "k3s.sh", "node-status.sh" }.Select(Read));

    /// <summary>The remote command. The script comes on standard input: its length says where it ends.</summary>
    public static string Command(PlatformHost host)
    {
        var sudo = host.Endpoint.User == "root" ? "" : host.SudoAsksPassword ? "sudo -k -S -p '' " : "sudo -n ";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{sudo}timeout --kill-after=5 {LimitSeconds} bash -c 'while IFS= read -r line && [ \"$line\" != \"#!k8tre\" ]; do :; done; eval \"$(head -c {Encoding.UTF8.GetByteCount(Text)})\"' node-status apply");
    }

    /// <summary>What goes to its standard input.</summary>
    public static string Input(PlatformHost host, string? sudoPassword) =>
        $"{(host.SudoAsksPassword && host.Endpoint.User != "root" ? $"{sudoPassword}\n" : "")}#!k8tre\n{Text}\n\n";

    private static string Read(string file)
    {
        using var stream = typeof(StatusScript).Assembly.GetManifestResourceStream(file)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return string.Concat(reader.ReadToEnd().Split('\n').Where(line => !line.StartsWith(". \"$(dirname", StringComparison.Ordinal)).Select(line => $"{line}\n"));
    }
}
