using K8tre.PlanModel;

namespace K8tre.Tests.Stacks.OnPrem;

/// <summary>Tests of the order in which the hosts of a cluster change: three servers and two agents.</summary>
public sealed class OnPremPlanTests(OnPremPlan onprem) : IClassFixture<OnPremPlan>
{
    private const string Cluster = "k8tre-prd-k3s";

    private static readonly string[] Servers = ["server-1", "server-2", "server-3"];
    private static readonly string[] Agents = ["agent-1", "agent-2"];

    private IEnumerable<PlanResource> Commands => onprem.Plan.Resources.Where(resource => resource.Type == "command:remote:Command");

    private IEnumerable<PlanResource> Preflights =>
        [.. Servers.Concat(Agents).Select(host => Command($"preflight-{host}")), Command("preflight")];

    // Direct dependencies: a removal keeps the servers between a removed server and the others.
    [Fact]
    public void A_server_that_is_removed_leaves_the_cluster_before_its_release_is_deleted() => Assert.All(
        Servers, host => Assert.Contains(Command($"{host}-stage").Urn, Command(host).Dependencies));

    [Fact]
    public void The_plan_is_the_approved_one() => ApprovedPlan.Verify("onprem", onprem.Plan);

    [Fact]
    public void No_host_changes_before_every_host_passed_the_preflight() => Assert.All(
        Commands.Except(Preflights),
        command => Assert.All(Preflights, preflight => Assert.True(
            onprem.ComesAfter(command, preflight), $"{command.Name} does not wait for {preflight.Name}")));

    [Fact]
    public void All_hosts_are_checked_at_the_same_time() => Assert.All(
        Preflights.SkipLast(1), preflight => Assert.DoesNotContain(Commands, command => onprem.ComesAfter(preflight, command)));

    [Fact]
    public void Every_host_has_the_release_before_any_server_changes() => Assert.All(
        Servers.Concat(Agents), host => Assert.True(onprem.ComesAfter(Command("server-1"), Command($"{host}-stage"))));

    [Fact]
    public void Every_host_is_prepared_before_it_gets_the_release() => Assert.All(
        Servers.Concat(Agents), host => Assert.True(onprem.ComesAfter(Command($"{host}-stage"), Command($"{host}-prepare"))));

    [Fact]
    public void Servers_change_one_after_another()
    {
        Assert.True(onprem.ComesAfter(Command("server-2"), Command("server-1")));
        Assert.True(onprem.ComesAfter(Command("server-3"), Command("server-2")));
    }

    [Fact]
    public void Agents_change_after_the_last_server_and_at_the_same_time()
    {
        Assert.All(Agents, agent => Assert.True(onprem.ComesAfter(Command($"{agent}-vacate"), Command("server-3"))));
        Assert.All(Agents, agent => Assert.True(onprem.ComesAfter(Command(agent), Command($"{agent}-vacate"))));
        Assert.All(Agents, agent => Assert.True(onprem.ComesAfter(Command($"{agent}-admit"), Command(agent))));
        Assert.False(onprem.ComesAfter(Command("agent-2-vacate"), Command("agent-1-admit")));
        Assert.False(onprem.ComesAfter(Command("agent-1-vacate"), Command("agent-2-admit")));
    }

    [Fact]
    public void The_kubeconfig_is_read_after_every_node_is_installed_and_before_anything_is_created_in_the_cluster()
    {
        var kubeconfig = Command("kubeconfig");

        Assert.All(
            Commands.Where(command => command != kubeconfig), command => Assert.True(onprem.ComesAfter(kubeconfig, command), command.Name));
        Assert.All(
            onprem.Plan.Resources.Where(resource => resource.Custom && resource.Type.StartsWith("kubernetes:", StringComparison.Ordinal)),
            resource => Assert.True(onprem.ComesAfter(resource, kubeconfig), resource.Name));
    }

    [Fact]
    public void The_cluster_is_marked_before_any_node_is_deleted() => Assert.All(
        // Resources are deleted in reverse order.
        Commands.Where(command => command.Inputs["delete"] is not null && command.Name != $"{Cluster}-teardown"),
        command => Assert.True(onprem.ComesAfter(Command("teardown"), command), command.Name));

    [Fact]
    public void No_server_waits_for_an_agent() => Assert.All(
        Servers, server => Assert.All(Agents, agent => Assert.False(onprem.ComesAfter(Command(server), Command(agent)))));

    [Fact]
    public void Secret_values_are_secret() => Assert.All(Commands, command =>
    {
        Assert.Equal("[secret]", (string?)command.Inputs["connection"]);
        // Each has the password of sudo.
        Assert.Equal("[secret]", (string?)command.Inputs["stdin"]);
        Assert.Contains(" /usr/bin/sudo -k -S -p '' /usr/bin/env -i ", (string)command.Inputs["create"]!, StringComparison.Ordinal);
    });

    private PlanResource Command(string name) => onprem["command:remote:Command", $"{Cluster}-{name}"];
}
