using System.Globalization;
using System.Text.RegularExpressions;
using K8tre.Components.OnPrem;
using K8tre.Components.OnPrem.Ssh;
using K8tre.Tests.Stacks.Settings;
using Pulumi.Command.Remote;

namespace K8tre.Tests.OnPrem.Ssh;

/// <summary>Tests of the connections of a cluster: their keys and limits, and how many are made at the same time.</summary>
public sealed class ConnectionTests
{
    [Fact]
    public async Task Every_connection_checks_the_host_key_and_has_a_time_limit()
    {
        var graph = await Graph(Hosts.Five);

        Assert.All(Commands(graph), command =>
        {
            var connection = Json.Of(command.Inputs["connection"]);
            Assert.Equal(SettingsDocument.HostKey, (string)connection.At("hostKey")!);
            Assert.InRange((double)connection.At("dialErrorLimit")!, 1, 40);
            Assert.InRange((double)connection.At("perDialTimeout")!, 1, 60);
        });
    }

    [Fact]
    public async Task A_bastion_is_the_proxy_of_every_connection_and_its_key_is_checked()
    {
        const string key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE9PmHbcxcl33oauBSZLB3/wWiCjk4e9lNxkbMI5CgoQ";
        var bastion = new SshBastion { Address = "198.51.100.5", Port = 2222, User = "jump", HostKey = SshHostKey.Parse(key) };
        var graph = await Graph(Hosts.Single with { Servers = [Hosts.One with { Bastion = bastion, PrivateKey = "private" }] });

        Assert.All(Commands(graph), command =>
        {
            var connection = Json.Of(command.Inputs["connection"]);
            Assert.Equal(SettingsDocument.HostKey, (string)connection.At("hostKey")!);
            var proxy = connection.At("proxy");
            Assert.Equal(
                ("198.51.100.5", 2222, "jump", key, "private"),
                (
                    (string)proxy.At("host")!,
                    (int)(double)proxy.At("port")!,
                    (string)proxy.At("user")!,
                    (string)proxy.At("hostKey")!,
                    (string)proxy.At("privateKey")!));
            Assert.InRange((double)proxy.At("dialErrorLimit")!, 1, 40);
        });
    }

    [Fact]
    public async Task Without_a_bastion_there_is_no_proxy() => Assert.All(
        Commands(await Graph(Hosts.Five)), command => Assert.Null(Json.Of(command.Inputs["connection"]).At("proxy")));

    [Fact]
    public async Task The_first_server_drains_five_agents_and_admits_five_at_a_time()
    {
        var agents = Enumerable.Range(0, 7).Select(number => Hosts.Numbered($"a{number}", 20 + number)).ToArray();
        var graph = await Graph(Hosts.Five with { Agents = agents });

        Assert.Equal(
            ["", "a0-vacate", "a1-vacate"],
            await Task.WhenAll(new[] { 4, 5, 6 }.Select(number => StepsOfAgentsBeforeAsync(graph, $"a{number}-vacate"))));
        Assert.Equal(
            ["a4", "a0-admit a5", "a1-admit a6"],
            await Task.WhenAll(new[] { 4, 5, 6 }.Select(number => StepsOfAgentsBeforeAsync(graph, $"a{number}-admit"))));
    }

    [Theory, InlineData(50, "a0-admit a1-admit a2-admit a3-admit a4-admit a5-admit a6-admit a7-admit a8-admit a9-admit")]
    [InlineData(6, "a0-admit a1-admit a2-admit a3-admit a4-admit a5-admit")]
    public async Task Through_a_bastion_steps_run_on_ten_agents_at_most(int atOnce, string before)
    {
        var bastion = new SshBastion { Address = "198.51.100.5" };
        var agents = Enumerable.Range(0, 11)
            .Select(number => Hosts.Numbered($"a{number}", 20 + number) with { Bastion = bastion }).ToArray();

        Assert.Equal(before, await StepsOfAgentsBeforeAsync(
            await Graph(Hosts.Five with { Agents = agents, AgentsAtOnce = atOnce }), "a10-vacate"));
        Assert.Equal("a4-vacate", await StepsOfAgentsBeforeAsync(
            await Graph(Hosts.Five with { Agents = agents, AgentsAtOnce = 50 }), "a9-vacate"));
    }

    [Fact]
    public async Task Through_a_bastion_ten_hosts_at_most_are_checked_prepared_and_staged_at_the_same_time()
    {
        var bastion = new SshBastion { Address = "198.51.100.5" };
        var agents = Enumerable.Range(1, 14)
            .Select(number => Hosts.Numbered($"a{number}", 20 + number) with { Bastion = bastion }).ToArray();
        string[] steps =
        [
            .. new[] { "preflight-{0}", "{0}-prepare", "{0}-stage" }.SelectMany(step =>
                agents.Select(agent => $"k3s-{string.Format(CultureInfo.InvariantCulture, step, agent.Name)}")),
        ];
        var graph = await ResourceGraph.OfAsync(options => new K3sCluster("k3s", Hosts.Five with { Agents = agents }, options), steps);

        // Ten rows of steps, each one after another.
        Assert.All(steps.Skip(10), (step, index) => Assert.True(graph.ComesAfter(step, steps[index]), $"{step} after {steps[index]}"));
    }

    [Fact]
    public async Task A_refused_connection_is_repeated_for_two_minutes_and_a_silent_host_for_five()
    {
        var connection = Json.Of(Commands(await Graph(Hosts.Single)).First().Inputs["connection"]);
        var (attempts, seconds) = ((int)(double)connection.At("dialErrorLimit")!, (int)(double)connection.At("perDialTimeout")!);

        // The pauses of the provider.
        var pauses = Enumerable.Range(0, attempts).Sum(attempt => Math.Min(0.1 * Math.Pow(1.5, attempt), 5));
        Assert.InRange(pauses, 120, 126);
        Assert.InRange(pauses + ((attempts + 1) * seconds), 240, 300);
    }

    // Steps of agents a0, a1, ... that a step waits for, without the stage of its own host.
    private static async Task<string> StepsOfAgentsBeforeAsync(ResourceGraph graph, string step)
    {
        var options = graph.Options.Single(made => made.Key is Command && made.Key.GetResourceName() == $"k3s-{step}").Value;
        var before = await OutputUtilities.GetValueAsync(options.DependsOn.ToOutput());
        var names = before.Select(resource => resource.GetResourceName()["k3s-".Length..]);
        return string.Join(' ', names.Where(name => Regex.IsMatch(name, @"^a\d") && !name.EndsWith("-stage", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal));
    }

    private static IEnumerable<MockResourceArgs> Commands(ResourceGraph graph) =>
        graph.Requests.Values.Where(request => request.Type == "command:remote:Command");

    private static Task<ResourceGraph> Graph(K3sClusterArgs args) => ResourceGraph.OfAsync(options => new K3sCluster("k3s", args, options));
}
