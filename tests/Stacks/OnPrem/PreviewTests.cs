using K8tre.Automation.Engine.Updates;
using K8tre.PlanModel;

namespace K8tre.Tests.Stacks.OnPrem;

/// <summary>
/// Tests of what a preview shows for a change of the settings, and that a deployment does the same. A change of one host touches the
/// commands of that host. No change of a host touches anything in the cluster.
/// </summary>
public sealed class PreviewTests
{
    private const string Nodes = "server-1, server-2, server-3, agent-1, agent-2";
    private const string Agent2 = "            - name: agent-2\n";

    private static readonly string OnPrem = File.ReadAllText(Path.Combine(Repository.Root, "Pulumi.onprem.yaml"));
    private static readonly string Dev = File.ReadAllText(Path.Combine(Repository.Root, "Pulumi.dev.yaml"));
    private static readonly Lazy<Task<Plan>> BeforeOnPrem = new(() => StackFile.PlanAsync(OnPrem));
    private static readonly Lazy<Task<Plan>> BeforeDev = new(() => StackFile.PlanAsync(Dev));

    public static TheoryData<string, string, string, string> ChangesOfAHost => new()
    {
        { "a label", "zone=rack-1]", "zone=rack-9]", "agent-1, agent-1-admit" },
        // The capacity of a tainted host does not count, so its check and the comparison of the hosts run again.
        { "a taint", "disks: [/srv/longhorn]", "taints: [example.org/own=a:NoSchedule]",
            "preflight-agent-1, preflight, agent-1, agent-1-admit" },
        { "a disk", "disks: [/srv/longhorn]", "disks: [/srv/other]", "preflight-agent-1, preflight, agent-1, agent-1-admit" },
        { "a port", "address: 192.0.2.21", "address: 192.0.2.21\n              port: 2222",
            "preflight-agent-1, preflight, agent-1-prepare, agent-1-stage, agent-1" },
        { "the port of a server", "address: 192.0.2.12\n", "address: 192.0.2.12\n              port: 2222\n",
            "preflight-server-2, preflight, server-2-prepare, server-2-stage, server-2" },
        { "a key", "AAAAIE9PmHbcxcl33oauBSZLB3/wWiCjk4e9lNxkbMI5CgoQ", "AAAAIJVJaQiKaDbgXqzt7vh9Xfve8GRGt0e/ogXMI19BpFlK",
            "preflight-agent-1, preflight, agent-1-prepare, agent-1-stage, agent-1, agent-1-admit" },
        // Commands that run on the first server and concern the whole cluster.
        { "the port of the first server", "address: 192.0.2.11\n", "address: 192.0.2.11\n              port: 2222\n",
            "preflight-server-1, preflight, server-1-prepare, server-1-stage, server-1, agent-1-vacate, agent-1-admit, agent-2-vacate, "
            + "agent-2-admit, teardown" },
        { "the label of a server", "address: 192.0.2.12\n", "address: 192.0.2.12\n              labels: [example.org/rack=two]\n",
            "server-2" },
    };

    public static TheoryData<string, string, string> ChangesOfTheCluster => new()
    {
        { "applyGeneration: 2", "nodeCidr:", $"{EachPreflight}, preflight, {Each("prepare")}, {Each("stage")}, {Nodes}" },
        { "encryptionKeyGeneration: 2", "nodeCidr:", "server-1, server-2, server-3" },
        { "secretsEncryption: { provider: aescbc }", "nodeCidr:", "server-1, server-2, server-3" },
        { "retention: 7", "retention: 28", "server-1, server-2, server-3" },
        { "drainTimeoutMinutes: 9", "nodeCidr:",
            "server-1, server-2, server-3, agent-1-vacate, agent-1-admit, agent-2-vacate, agent-2-admit" },
        { "forceDrain: true", "nodeCidr:",
            "server-1, server-2, server-3, agent-1-vacate, agent-1-admit, agent-2-vacate, agent-2-admit" },
        { "agentsAwayAtOnce: 2", "nodeCidr:", "agent-1-vacate, agent-2-vacate" },
        { "agentsAtOnce: 1", "nodeCidr:", "" },
        { "installPackages: false", "nodeCidr:", Each("prepare") },
        { "checkCapacity: false", "nodeCidr:", $"{EachPreflight}, preflight" },
        { "proxy: { url: 'http://proxy.example.org:3128' }", "nodeCidr:", $"{Each("prepare")}, {Each("stage")}, {Nodes}" },
        { "removeDataOf: k8tre-prd", "nodeCidr:", Nodes },
    };

    private static string EachPreflight => string.Join(", ", Nodes.Split(", ").Select(node => $"preflight-{node}"));

    [Theory, MemberData(nameof(ChangesOfAHost))]
    public async Task A_change_of_a_host_updates_the_commands_of_that_host_and_no_other(
        string what, string word, string with, string expected)
    {
        Assert.NotEmpty(what);
        await AssertAsync(Changed(word, with), Updates(expected));
    }

    [Theory, MemberData(nameof(ChangesOfTheCluster))]
    public async Task A_change_of_the_cluster_updates_the_commands_that_need_it(string setting, string before, string expected) =>
        await AssertAsync(
            Changed(before, before == "nodeCidr:" ? $"{setting}\n          {before}" : setting), Updates(expected));

    [Fact]
    public async Task A_label_of_the_only_host_is_one_update()
    {
        var (preview, deployment) = await ChangesAsync(
            BeforeDev.Value, $"{Dev.TrimEnd()}\n              labels: [example.org/rack=one]\n", "k8tre-dev-k3s-");

        Assert.Equal(["Update dev-1"], preview);
        Assert.Equal(preview, deployment);
    }

    [Fact]
    public async Task Another_version_changes_hosts_only_and_reads_the_new_checksums() => await AssertAsync(
        Changed("nodeCidr:", "version: v1.35.9+k3s1\n          nodeCidr:"),
        [
            // The checksum of the pinned version is known.
            "Create checksums-v1.35.9-k3s1",
            .. Updates($"{EachPreflight}, preflight, {Each("stage")}, {Nodes}"),
            .. Updates("agent-1-vacate, agent-1-admit, agent-2-vacate, agent-2-admit"),
            // K3s writes its own storage class again when its version changes, so the patch is applied again.
            "Update k8tre-prd-local-path/",
        ]);

    [Fact]
    public async Task New_join_tokens_are_unknown_and_reach_every_node()
    {
        var preview = await PreviewAsync(BeforeOnPrem.Value, Changed("nodeCidr:", "tokenGeneration: 2\n          nodeCidr:"));

        Assert.Equal([.. Sorted(["Replace token", "Replace token-agents", .. Updates(Nodes)])], preview);
    }

    [Fact]
    public async Task A_rotated_ca_is_read_again_and_reaches_every_node_that_verifies_it()
    {
        var preview = await PreviewAsync(BeforeOnPrem.Value, Changed("nodeCidr:", "certificateGeneration: 2\n          nodeCidr:"));

        Assert.Equal(
            [.. Sorted([
                "Create ca-2", "Delete ca", "Create kubeconfig-2", "Delete kubeconfig",
                .. Updates("server-2, server-3, agent-1, agent-2"),
            ])],
            preview.Where(change => !change.Contains('/', StringComparison.Ordinal)));
        Assert.Contains("Update k8tre-prd-k3s/", preview);
    }

    [Fact]
    public async Task A_removed_agent_is_deleted_and_only_the_comparison_of_hosts_changes()
    {
        var start = OnPrem.IndexOf(Agent2, StringComparison.Ordinal);
        var end = OnPrem.IndexOf("          registries:\n", StringComparison.Ordinal);

        await AssertAsync(
            OnPrem.Remove(start, end - start),
            [
                "Update preflight",
                .. new[] { "preflight-agent-2", "agent-2-prepare", "agent-2-stage", "agent-2-vacate", "agent-2", "agent-2-admit" }
                    .Select(name => $"Delete {name}"),
            ]);
    }

    [Fact]
    public async Task A_lost_server_leaves_its_peers_and_nothing_in_the_cluster_changes() => await AssertAsync(
        Changed("address: 192.0.2.13\n", "address: 192.0.2.13\n              lost: true\n"),
        ["Delete preflight-server-3", "Create server-3-lost", .. Updates("preflight, server-1, server-2")]);

    [Fact]
    public async Task A_lost_first_server_makes_nothing_unknown_that_was_read_from_it() => await AssertAsync(
        Changed("address: 192.0.2.11\n", "address: 192.0.2.11\n              lost: true\n"),
        [
            "Delete preflight-server-1", "Create server-1-lost",
            // The next server leads, and the commands for the whole cluster run there.
            .. Updates("preflight, server-2, server-3, agent-1-vacate, agent-1-admit, agent-2-vacate, agent-2-admit, teardown"),
        ]);

    [Fact]
    // The program writes the address into the kubeconfig that it knows. The simulated server has an empty one.
    public async Task Another_address_of_the_api_changes_the_nodes_and_reads_no_kubeconfig() => await AssertAsync(
        OnPrem.Replace("address: 192.0.2.10\n", "address: 192.0.2.9\n", StringComparison.Ordinal), Updates($"preflight, {Nodes}"));

    [Fact]
    public async Task A_snapshot_and_a_restore_are_commands_of_their_own()
    {
        await AssertAsync(Changed("nodeCidr:", "takeSnapshot: now\n          nodeCidr:"), ["Create snapshot-now"]);
        await AssertAsync(
            Changed("nodeCidr:", "restoreFrom: /srv/snapshot\n          nodeCidr:"),
            [
                .. new[] { "server-1", "server-2", "server-3" }
                    .SelectMany(server => new[] { $"Create restore-{server}-check", $"Create restore-{server}" }),
                .. Updates("server-1, server-2, server-3"),
            ]);
    }

    private static async Task AssertAsync(string text, IEnumerable<string> expected)
    {
        var (preview, deployment) = await ChangesAsync(BeforeOnPrem.Value, text, "k8tre-prd-k3s-");

        Assert.Equal(Sorted(expected), preview);
        Assert.Equal(preview, deployment);
    }

    private static string Changed(string word, string with)
    {
        Assert.Contains(word, OnPrem, StringComparison.Ordinal);
        return OnPrem.Replace(word, with, StringComparison.Ordinal);
    }

    private static string Each(string step) => string.Join(", ", Nodes.Split(", ").Select(node => $"{node}-{step}"));

    private static IEnumerable<string> Updates(string names) =>
        names.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(name => $"Update {name}");

    private static string[] Sorted(IEnumerable<string> changes) => [.. changes.Order(StringComparer.Ordinal)];

    private static async Task<(string[] Preview, string[] Deployment)> ChangesAsync(Task<Plan> before, string text, string prefix) =>
        (await PreviewAsync(before, text, prefix), Deployment(await before, await StackFile.PlanAsync(text), prefix));

    private static async Task<string[]> PreviewAsync(Task<Plan> before, string text, string prefix = "k8tre-prd-k3s-")
    {
        var plan = await before;
        var changes = (await StackFile.PlanAsync(text, with: request => request with { Since = RecordedState.From(plan) })).Changes!;
        Assert.Empty(changes.Undetermined);
        return Sorted(changes.Resources.Where(change => !IsComponent(change.Type))
            .Select(change => $"{change.Action} {Short(change.Type, change.Name, prefix)}"));
    }

    // In a deployment, all outputs are known when a resource is compared. The simulated hosts answer the same each time.
    private static string[] Deployment(Plan before, Plan after, string prefix)
    {
        var (old, now) = (ByUrn(before), ByUrn(after));
        return Sorted(
        [
            .. now.Keys.Except(old.Keys).Select(urn => $"Create {Short(now[urn].Type, now[urn].Name, prefix)}"),
            .. old.Keys.Except(now.Keys).Select(urn => $"Delete {Short(old[urn].Type, old[urn].Name, prefix)}"),
            .. now.Keys.Intersect(old.Keys).Where(urn => IsChanged(old[urn], now[urn]))
                .Select(urn => $"Update {Short(now[urn].Type, now[urn].Name, prefix)}"),
        ]);
    }

    private static Dictionary<string, PlanResource> ByUrn(Plan plan) =>
        plan.Resources.Where(resource => resource.Custom).ToDictionary(resource => resource.Urn);

    private static bool IsChanged(PlanResource old, PlanResource now) =>
        InputComparison.Of(old, now, isPartial: false).Changed.Any(pointer =>
            !now.Options.IgnoreChanges.Contains(pointer.Split('/')[2]));

    private static bool IsComponent(string type) => type.StartsWith("k8tre:", StringComparison.Ordinal);

    // Names of the cluster's own commands and passwords are short. Other names show that they are none.
    private static string Short(string type, string name, string prefix) =>
        type.Split(':')[0] is "command" or "random" && name.StartsWith(prefix, StringComparison.Ordinal)
            ? name[prefix.Length..]
            : $"{name}/";
}
