using System.Net;
using K8tre.Components.Clusters;
using K8tre.Components.OnPrem;
using K8tre.Components.OnPrem.Ssh;
using K8tre.Tests.Stacks.Settings;

namespace K8tre.Tests.OnPrem;

/// <summary>Example hosts and clusters with addresses for documentation (RFC 5737), which tests modify.</summary>
internal static class Hosts
{
    public static SshHost One { get; } = Numbered("one", 11);

    public static SshHost Two { get; } = Numbered("two", 12);

    public static SshHost Three { get; } = Numbered("three", 13);

    public static SshHost Agent { get; } = Numbered("agent", 21);

    public static SshHost OtherAgent { get; } = Numbered("other", 22);

    /// <summary>Cluster with one server.</summary>
    public static K3sClusterArgs Single { get; } = new()
    {
        ClusterName = "tre-dev",
        Environment = TreEnvironment.Dev,
        Region = "site",
        PodCidr = IPNetwork.Parse("10.42.0.0/16"),
        ServiceCidr = IPNetwork.Parse("10.43.0.0/16"),
        Servers = [One],
    };

    /// <summary>Cluster with three servers and two agents behind a virtual address.</summary>
    public static K3sClusterArgs Five { get; } = Single with
    {
        Servers = [One, Two, Three],
        Agents = [Agent, OtherAgent],
        Endpoint = new("192.0.2.10", "eth0"),
    };

    public static SshHost Numbered(string name, int number) =>
        new() { Name = name, Address = $"192.0.2.{number}", HostKey = SshHostKey.Parse(SettingsDocument.HostKey) };
}
