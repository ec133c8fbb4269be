using System.Text;
using K8tre.Components.OnPrem.Ssh;

namespace K8tre.Automation.Hosts;

/// <summary>The script that compares a node with its last configuration.</summary>
internal static class StatusScript
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static readonly RemoteScript Script = new("node-status", Read);

    /// <summary>Returns the remote command for a host.</summary>
    public static string Command(PlatformHost host)
        => Script.Command(RemoteScript.AsRoot(host.Endpoint.User, host.SudoAsksPassword), Limit, "apply");

    /// <summary>Returns the standard input of the remote command.</summary>
    /// <param name="host">The host.</param>
    /// <param name="sudoPassword">Password for sudo. It is sent only to hosts whose sudo asks for one.</param>
    public static string Input(PlatformHost host, string? sudoPassword)
        => Script.Input(host.SudoAsksPassword && host.Endpoint.User != "root" ? sudoPassword ?? "" : "", "\n");

    private static string Read(string file)
    {
        using var stream = typeof(StatusScript).Assembly.GetManifestResourceStream(file)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
