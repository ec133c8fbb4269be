using System.Net;
using K8tre.Components;
using K8tre.Components.Clusters;
using K8tre.Components.OnPrem;
using K8tre.Tests.Stacks;
using Pulumi.Command.Remote;

namespace K8tre.Tests.OnPrem;

public sealed class K3sClusterTests
{
    internal static readonly K3sClusterArgs Valid = new()
    {
        ClusterName = "tre-dev",
        Environment = TreEnvironment.Dev,
        Region = "site",
        PodCidr = IPNetwork.Parse("10.42.0.0/16"),
        ServiceCidr = IPNetwork.Parse("10.43.0.0/16"),
        Server = new() { Name = "one", Address = "192.0.2.10", HostKey = SshHostKey.Parse(SettingsDocument.HostKey) },
    };

    [Fact]
    public async Task Kubeconfig_is_a_secret_from_the_server_and_goes_to_the_provider()
    {
        K3sCluster? cluster = null;
        var graph = await ResourceGraph.OfAsync(options => cluster = new K3sCluster("k3s", Valid, options));

        Assert.True(await Output.IsSecretAsync(cluster!.KubeConfig));
        Assert.Equal("output of the host", await OutputUtilities.GetValueAsync(cluster.KubeConfig));
        Assert.Equal("output of the host", graph.Requests.Values.Single(request => request.Type == "pulumi:providers:kubernetes").Inputs["kubeconfig"]);
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task Server_is_configured_for_cilium_and_encrypts_secrets()
    {
        var graph = await ResourceGraph.OfAsync(options => new K3sCluster("k3s", Valid, options));

        Assert.EndsWith(
            """

            cluster-cidr: "10.42.0.0/16"
            cluster-init: true
            disable:
              - "servicelb"
              - "traefik"
            disable-kube-proxy: true
            disable-network-policy: true
            flannel-backend: "none"
            node-name: "one"
            protect-kernel-defaults: true
            secrets-encryption: true
            service-cidr: "10.43.0.0/16"
            tls-san:
              - "192.0.2.10"
            write-kubeconfig-mode: "0600"

            """,
            (string)graph.Requests["k3s-one"].Inputs["stdin"],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_comes_after_its_host_and_takes_the_pinned_version()
    {
        var graph = await ResourceGraph.OfAsync(options => new K3sCluster("k3s", Valid, options));

        var input = (string)graph.Requests["k3s-one"].Inputs["stdin"];
        Assert.Contains("\nfacts=output of the host\n", input, StringComparison.Ordinal);
        Assert.Contains($"\nversion={Versions.K3s.Version}\n", input, StringComparison.Ordinal);
        Assert.Contains("\nserver=https://192.0.2.10:6443\n", input, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_connection_pins_the_host_key_and_gives_up_in_bounded_time()
    {
        var graph = await ResourceGraph.OfAsync(options => new K3sCluster("k3s", Valid, options));

        Assert.All(graph.All<Command>(), command =>
        {
            var connection = Json.Of(graph.Requests[command.GetResourceName()].Inputs["connection"]);
            Assert.Equal(SettingsDocument.HostKey, (string)connection.At("hostKey")!);
            Assert.InRange((double)connection.At("dialErrorLimit")!, 1, 20);
            Assert.InRange((double)connection.At("perDialTimeout")!, 1, 60);
        });
    }

    [Fact]
    public async Task A_private_key_reaches_the_connection_only()
    {
        var server = Valid.Server with { PrivateKey = Output.CreateSecret("canary") };
        var graph = await ResourceGraph.OfAsync(options => new K3sCluster("k3s", Valid with { Server = server }, options));

        Assert.All(graph.All<Command>(), command =>
        {
            var inputs = graph.Requests[command.GetResourceName()].Inputs;
            Assert.Equal("canary", (string)Json.Of(inputs["connection"]).At("privateKey")!);
            Assert.DoesNotContain("canary", Json.Of(inputs.Remove("connection"))!.ToJsonString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_user_other_than_root_goes_through_sudo()
    {
        var graph = await ResourceGraph.OfAsync(
            options => new K3sCluster("k3s", Valid with { Server = Valid.Server with { User = "tre" } }, options));

        Assert.All(graph.All<Command>(), command =>
            Assert.StartsWith("sudo -n timeout ", (string)graph.Requests[command.GetResourceName()].Inputs["create"], StringComparison.Ordinal));
    }
}
