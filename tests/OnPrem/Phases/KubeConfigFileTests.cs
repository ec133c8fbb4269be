using K8tre.Components.OnPrem;
using K8tre.Components.OnPrem.Phases;

namespace K8tre.Tests.OnPrem.Phases;

/// <summary>Tests of what is read from a server once and kept: the kubeconfig, the hash of the CA, the checksums and a snapshot.</summary>
public sealed class KubeConfigFileTests
{
    [Fact]
    public void A_kubeconfig_names_the_address_that_clients_reach() => Assert.Equal(
        "    server: https://192.0.2.10:6443\n",
        KubeConfigFile.WithAddress("    server: https://127.0.0.1:6443\n", "https://192.0.2.10:6443"));

    // The name is the only input that counts: a changed input would use the old connection, or make the output unknown in a preview.
    [Theory]
    [InlineData("k3s-kubeconfig")]
    [InlineData("k3s-ca")]
    [InlineData("k3s-checksums-v1.36.0-k3s1")]
    [InlineData("k3s-snapshot-now")]
    public async Task What_was_read_stays_known_whatever_happens_to_its_host(string name)
    {
        var options = (await GraphAsync(new())).Options.Single(pair =>
            pair.Key is Pulumi.Command.Remote.Command && pair.Key.GetResourceName() == name).Value;

        Assert.Equal(
            ["connection", "create", "delete", "stdin", "triggers"], options.IgnoreChanges);
    }

    [Theory, InlineData("k3s-ca", "k3s-one"), InlineData("k3s-kubeconfig", "k3s-teardown")]
    public async Task Another_generation_of_certificates_reads_them_again(string name, string after)
    {
        var (one, two) = (await GraphAsync(new()), await GraphAsync(new() { Slow = after, Generation = 2 }));

        Assert.Contains(name, one.Requests.Keys);
        Assert.DoesNotContain($"{name}-2", one.Requests.Keys);
        Assert.DoesNotContain(name, two.All<Pulumi.Command.Remote.Command>().Select(command => command.GetResourceName()));
        Assert.True(two.ComesAfter($"{name}-2", after));
    }

    [Fact]
    public async Task Outputs_of_commands_that_know_passwords_are_secret()
    {
        var cluster = Hosts.Five with { Token = Output.CreateSecret("canary") };
        var graph = await ResourceGraph.OfAsync(options => new K3sCluster("k3s", cluster, options));

        var commands = graph.All<Pulumi.Command.Remote.Command>().Where(command => Knows(graph, command.GetResourceName())).ToArray();
        Assert.Equal(
            ["k3s-agent", "k3s-kubeconfig", "k3s-one", "k3s-other", "k3s-three", "k3s-two"],
            commands.Select(command => command.GetResourceName()).Order());
        Assert.All(commands, command => Assert.Empty(
            new[] { "stdout", "stderr" }.Except(((CustomResourceOptions)graph.Options[command]).AdditionalSecretOutputs)));
    }

    private static bool Knows(ResourceGraph graph, string name) => name == "k3s-kubeconfig"
        || new[] { "canary", "k3s-token-agents-result" }.Any(
            secret => ((string)graph.Requests[name].Inputs["stdin"]).Contains(secret, StringComparison.Ordinal));

    private static Task<ResourceGraph> GraphAsync(Change change) => ResourceGraph.OfAsync(
        options => new K3sCluster("k3s", Hosts.Five with
        {
            Release = new() { Version = "v1.36.0+k3s1" },
            SnapshotName = "now",
            CertificateGeneration = change.Generation,
        }, options),
        change.Slow is null ? [] : [change.Slow]);

    private sealed record Change
    {
        public int Generation { get; init; } = 1;

        public string? Slow { get; init; }
    }
}
