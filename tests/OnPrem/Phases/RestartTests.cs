using K8tre.Components.OnPrem;
using K8tre.Components.OnPrem.Ssh;

namespace K8tre.Tests.OnPrem.Phases;

/// <summary>Tests of the nodes that a change restarts: those whose files change.</summary>
public sealed class RestartTests
{
    private static readonly SshHost Labelled = Hosts.One with { Labels = new Dictionary<string, string> { ["tier"] = "a" } };

    [Fact]
    public async Task An_additional_server_restarts_no_node() => Assert.Empty(await ChangedAsync(
        Hosts.Five, Hosts.Five with { Servers = [.. Hosts.Five.Servers, Hosts.Numbered("s4", 14), Hosts.Numbered("s5", 15)] }));

    [Fact]
    public async Task The_removal_of_a_server_restarts_no_node() => Assert.Empty(await ChangedAsync(
        Hosts.Five, Hosts.Five with { Servers = [Hosts.Two with { IsLost = true }, Hosts.One, Hosts.Three] }));

    [Fact]
    public async Task An_additional_agent_restarts_no_node() => Assert.Empty(await ChangedAsync(
        Hosts.Five, Hosts.Five with { Agents = [Hosts.Numbered("first", 20), .. Hosts.Five.Agents] }));

    [Fact]
    public async Task A_label_restarts_its_node() => Assert.Equal(
        ["one"], await ChangedAsync(Hosts.Five, Hosts.Five with { Servers = [Labelled, Hosts.Two, Hosts.Three] }));

    [Fact]
    public async Task Pod_security_restarts_the_servers() => Assert.Equal(
        ["one", "two", "three"], await ChangedAsync(Hosts.Five, Hosts.Five with { PodSecurity = PodSecurityLevel.Restricted }));

    [Fact]
    public async Task A_proxy_restarts_every_node() => Assert.Equal(
        ["one", "two", "three", "agent", "other"],
        await ChangedAsync(Hosts.Five, Hosts.Five with { Proxy = new("http://proxy.example.org:3128", []) }));

    [Fact]
    public async Task Another_version_changes_no_file() => Assert.Empty(await ChangedAsync(
        Hosts.Five, Hosts.Five with { Release = new() { Version = "v1.36.0+k3s1" } }));

    [Fact]
    public async Task Options_of_steps_that_run_once_change_no_file() => Assert.Empty(await ChangedAsync(
        Hosts.Five,
        Hosts.Five with
        {
            SnapshotName = "now",
            ApplyGeneration = 2,
            RemovesData = true,
            DrainTimeout = TimeSpan.FromHours(1),
            EncryptionKeyGeneration = 2,
        }));

    [Fact]
    public async Task Another_generation_causes_every_step_of_every_host_to_run_again()
    {
        var (one, other) = (await GraphAsync(Hosts.Five), await GraphAsync(Hosts.Five with { ApplyGeneration = 2 }));

        Assert.All(
            Hosts.Five.Hosts.SelectMany(host => new[] { $"k3s-{host.Name}-prepare", $"k3s-{host.Name}-stage", $"k3s-{host.Name}" }),
            command => Assert.NotEqual(one.Requests[command].Inputs["stdin"], other.Requests[command].Inputs["stdin"]));
    }

    private static async Task<string[]> ChangedAsync(K3sClusterArgs before, K3sClusterArgs after)
    {
        var (one, other) = (await GraphAsync(before), await GraphAsync(after));
        return [.. before.Hosts.Select(host => host.Name).Where(name => Files(one, name) != Files(other, name))];
    }

    private static string Files(ResourceGraph graph, string node) =>
        string.Join('\n', HostInput.For(graph, $"k3s-{node}").Files.OrderBy(file => file.Key, StringComparer.Ordinal));

    private static Task<ResourceGraph> GraphAsync(K3sClusterArgs args) =>
        ResourceGraph.OfAsync(options => new K3sCluster("k3s", args, options));
}
