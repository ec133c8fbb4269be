using K8tre.Components;
using K8tre.Components.OnPrem;

namespace K8tre.Tests.OnPrem;

public sealed class K3sClusterTests
{
    [Fact]
    public async Task The_kubeconfig_of_a_server_is_secret_and_configures_the_provider()
    {
        K3sCluster? cluster = null;
        var graph = await ResourceGraph.OfAsync(options => cluster = new K3sCluster("k3s", Hosts.Single, options));

        Assert.True(await Output.IsSecretAsync(cluster!.KubeConfig));
        Assert.Equal("output of the host", await OutputUtilities.GetValueAsync(cluster.KubeConfig));
        Assert.Equal(
            "output of the host",
            graph.Requests.Values.Single(request => request.Type == "pulumi:providers:kubernetes").Inputs["kubeconfig"]);
    }

    [Fact]
    public async Task Every_resource_is_a_child_of_the_cluster() => Assert.Empty((await Graph(Hosts.Five)).Orphans);

    [Fact]
    public async Task Secrets_are_in_standard_input_and_connections_only()
    {
        var host = Hosts.One with { User = "tre", PrivateKey = Canary("key"), SudoPassword = Canary("sudo") };
        var graph = await Graph(Hosts.Five with
        {
            Servers = [host, Hosts.Two, Hosts.Three],
            Agents = [Hosts.Agent with { User = "tre", PrivateKey = Canary("key"), SudoPassword = Canary("sudo") }],
            Token = Canary("token"),
            Registries = new() { Credentials = Output.CreateSecret("""{"ghcr.io": {"username": "me", "password": "canary-registry"}}""") },
            Snapshots = CopiedSnapshots,
        });

        Assert.All(graph.Requests.Values, request =>
            Assert.DoesNotContain(
                "canary", Json.Of(request.Inputs.Remove("connection").Remove("stdin"))!.ToJsonString(), StringComparison.Ordinal));
        var inputs = string.Concat(Commands(graph).Select(command => (string)command.Inputs["stdin"]));
        Assert.All(
            ["token", "registry", "access", "secret", "sudo"], name => Assert.Contains($"canary-{name}", inputs, StringComparison.Ordinal));
        Assert.DoesNotContain("canary-key", inputs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_gets_no_secret_of_the_servers()
    {
        var graph = await Graph(Hosts.Five with
        {
            Token = Canary("token"),
            Snapshots = CopiedSnapshots,
        });

        Assert.DoesNotContain("canary", (string)graph.Requests["k3s-agent"].Inputs["stdin"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_command_logs_the_standard_output_of_a_host() =>
        Assert.All(Commands(await Graph(Hosts.Five)), command => Assert.Equal("stderr", command.Inputs["logging"]));

    [Fact]
    public async Task A_server_gets_its_version_digest_token_and_peers()
    {
        var graph = await Graph(Hosts.Five with { Token = "password", DrainTimeout = TimeSpan.FromMinutes(7), RemovesData = true });

        var two = HostInput.For(graph, "k3s-two");
        Assert.Equal(
            ("two", Versions.K3s.Version, "output of the host", "password", "192.0.2.11 192.0.2.13", "no", "420", "yes"),
            (
                two["node"],
                two["version"],
                two["sha256"],
                two["token"],
                two["peers"],
                two["leads"],
                two["drain-seconds"],
                two["remove-data"]));
        Assert.Equal("yes", HostInput.For(graph, "k3s-one")["leads"]);
    }

    [Fact]
    public async Task Data_is_kept_by_default()
    {
        var graph = await Graph(Hosts.Five);

        Assert.All(["k3s-one", "k3s-agent"], name => Assert.Equal("no", HostInput.For(graph, name)["remove-data"]));
    }

    [Fact]
    public async Task The_first_server_gets_no_ca_and_the_others_get_the_ca_of_the_first()
    {
        var graph = await Graph(Hosts.Five);

        Assert.Equal(("", "output of the host"), (HostInput.For(graph, "k3s-one")["ca"], HostInput.For(graph, "k3s-three")["ca"]));
    }

    [Fact]
    public async Task Agents_are_installed_in_batches_one_after_another()
    {
        var agents = Enumerable.Range(1, 5).Select(number => Hosts.Numbered($"a{number}", 20 + number)).ToArray();
        string[] admissions = [.. agents.Select(agent => $"k3s-{agent.Name}-admit")];
        var graph = await ResourceGraph.OfAsync(
            options => new K3sCluster("k3s", Hosts.Five with { Agents = agents, AgentsAtOnce = 2 }, options), admissions);

        Assert.Equal(
            ["", "", "k3s-a1-admit k3s-a2-admit", "k3s-a1-admit k3s-a2-admit"],
            agents[..4].Select(agent => string.Join(' ', admissions.Where(admission =>
                graph.ComesAfter($"k3s-{agent.Name}-vacate", admission)))));
    }

    [Theory, InlineData("1"), InlineData("25%")]
    public async Task An_additional_agent_does_not_change_the_commands_of_the_others(string atOnce)
    {
        var agents = Enumerable.Range(1, 3).Select(number => Hosts.Numbered($"a{number}", 20 + number)).ToArray();
        var (two, three) = (
            await Graph(Hosts.Five with { Agents = agents[..2], AgentsAwayAtOnce = AgentShare.Parse(atOnce) }),
            await Graph(Hosts.Five with { Agents = agents, AgentsAwayAtOnce = AgentShare.Parse(atOnce) }));

        Assert.Equal(two.Requests["k3s-a1-vacate"].Inputs["create"], three.Requests["k3s-a1-vacate"].Inputs["create"]);
        Assert.Equal(two.Requests["k3s-a1-vacate"].Inputs["stdin"], three.Requests["k3s-a1-vacate"].Inputs["stdin"]);
        Assert.Equal(atOnce, HostInput.For(three, "k3s-a1-vacate")["at-once"]);
    }

    [Fact]
    public async Task A_snapshot_is_taken_only_on_request()
    {
        Assert.DoesNotContain(
            (await Graph(Hosts.Five)).Requests.Keys, name => name.StartsWith("k3s-snapshot", StringComparison.Ordinal));
        Assert.Equal(
            "before-move",
            HostInput.For(await Graph(Hosts.Five with { SnapshotName = "before-move" }), "k3s-snapshot-before-move")["name"]);
    }

    [Fact]
    public async Task A_restore_stops_every_server_that_is_not_lost_before_the_first_one_changes()
    {
        string[] checks = ["k3s-restore-one-check", "k3s-restore-three-check"], stops = ["k3s-restore-one", "k3s-restore-three"];
        var graph = await ResourceGraph.OfAsync(options => new K3sCluster("k3s", Hosts.Five with
        {
            Servers = [Hosts.One, Hosts.Two with { IsLost = true }, Hosts.Three],
            RestoreFrom = "/srv/snapshot",
        }, options), [.. checks, .. stops]);

        Assert.Equal(
            checks.Concat(stops).Order(),
            graph.Requests.Keys.Where(name => name.StartsWith("k3s-restore-", StringComparison.Ordinal)).Order());
        Assert.All(stops, stop => Assert.True(graph.ComesAfter("k3s-one", stop), stop));
        Assert.All(stops, stop => Assert.All(checks, check => Assert.True(graph.ComesAfter(stop, check), check)));
        Assert.Equal("/srv/snapshot", HostInput.For(graph, "k3s-one")["restore"]);
    }

    [Theory, InlineData(0), InlineData(2), InlineData(4)]
    public void An_even_number_of_servers_is_refused(int count)
    {
        var servers = Enumerable.Range(0, count).Select(number => Hosts.Numbered($"s{number}", 30 + number)).ToArray();

        var error = Assert.Throws<ArgumentException>(() => Hosts.Five with { Servers = servers });

        Assert.Equal(nameof(K3sClusterArgs.Servers), error.ParamName);
    }

    private static K3sSnapshots CopiedSnapshots => new()
    {
        S3Endpoint = "s3.example.org",
        S3Bucket = "bucket",
        S3AccessKey = Canary("access"),
        S3SecretKey = Canary("secret"),
    };

    private static Input<string> Canary(string name) => Output.CreateSecret($"canary-{name}");

    private static IEnumerable<MockResourceArgs> Commands(ResourceGraph graph) =>
        graph.Requests.Values.Where(request => request.Type == "command:remote:Command");

    private static Task<ResourceGraph> Graph(K3sClusterArgs args) => ResourceGraph.OfAsync(options => new K3sCluster("k3s", args, options));
}
