using K8tre.Tests.RealHosts.Machines;

namespace K8tre.Tests.RealHosts;

/// <summary>Tests of the rotation of secrets in a running cluster.</summary>
[Collection(RunningClusterGroup.Name)]
public sealed class RotationTests(RunningCluster cluster)
{
    private const string Join =
        "curl -sS --cacert /var/lib/rancher/k3s/server/tls/server-ca.crt -o /dev/null -w '%{http_code}' "
        + "https://127.0.0.1:6443/v1-k3s/token -X PUT -d '{\"newToken\":\"mine\"}' -u server:";

    private readonly PlatformOnHosts _platform = cluster.Platform;

    [RealHostsFact, Trait("Scenario", "22")]
    public async Task After_a_rotation_of_the_token_all_nodes_are_ready_and_the_old_tokens_are_refused()
    {
        var (leader, agent) = (cluster.Servers[0], cluster.Agents[0]);
        var old = await leader.RunAsync("sed 's/.*://' /var/lib/rancher/k3s/server/token");
        await agent.RunAsync("cp /etc/rancher/k3s/token /root/old-token");
        var processes = await K3sProcesses.OfAsync(cluster.Nodes);
        var history = new History(cluster.Lab);
        _platform.K3s["tokenGeneration"] = 2;

        (await _platform.UpAsync()).Succeeded();

        Assert.Equal(["s1", "s2", "s3", "a1", "a2", "a3"], await processes.RestartedAsync());
        // The leader starts with the new password of agents, and again with that of servers.
        Assert.Equal(["s1", "s1", "s2", "s3"], history.News("server", "agent").Select(line => line.Split(' ')[0]).Take(4));
        Assert.All(
            await leader.NodesAsync("READY:.status.conditions[?(@.type==\"Ready\")].status"),
            node => Assert.EndsWith(" True", node, StringComparison.Ordinal));
        Assert.Equal("401", await leader.RunAsync(Join + old));
        await agent.RunAsync(
            "systemctl stop k3s-agent; cp /etc/rancher/k3s/token /root/new-token; cp /root/old-token /etc/rancher/k3s/token");
        Assert.Contains("401 Unauthorized", await agent.RunAsync("timeout 20 k3s agent 2>&1 || true"), StringComparison.Ordinal);
        await agent.RunAsync("cp /root/new-token /etc/rancher/k3s/token; systemctl start k3s-agent");
        await leader.UntilReadyAsync("a1", true);
        foreach (var server in cluster.Servers)
            await server.RunAsync("systemctl restart k3s");
    }

    [RealHostsFact]
    public async Task Passwords_that_are_newer_than_those_of_the_cluster_are_replaced_by_the_next_run()
    {
        var server = cluster.Servers[1];
        const string passwords = "/var/lib/rancher/k3s/server/cred/passwd";
        await server.RunAsync($"systemctl stop k3s; echo interrupted >{passwords}");
        Assert.False(await server.SucceedsAsync("systemctl restart k3s"));
        _platform.K3s["applyGeneration"] = ((int?)_platform.K3s["applyGeneration"] ?? 1) + 1;

        (await _platform.UpAsync()).Succeeded();

        Assert.Equal("interrupted", await server.RunAsync($"cat {passwords}.k8tre-old"));
        Assert.NotEqual("interrupted", await server.RunAsync($"cat {passwords}"));
    }

    [RealHostsFact]
    public async Task After_a_rotation_of_the_encryption_key_every_server_has_the_new_key_and_no_agent_restarts()
    {
        var leader = cluster.Servers[0];
        var old = await leader.RunAsync("k3s secrets-encrypt status | grep XSalsa20-POLY1305");
        var processes = await K3sProcesses.OfAsync(cluster.Nodes);
        _platform.K3s["encryptionKeyGeneration"] = 2;

        // With many Secrets, K3s gives its answer too late.
        await leader.SetFaultsAsync("slow-encryption");
        (await _platform.UpAsync()).Succeeded();
        await leader.SetFaultsAsync();

        var status = await leader.RunAsync("k3s secrets-encrypt status");
        Assert.Contains("Server Encryption Hashes: All hashes match", status, StringComparison.Ordinal);
        Assert.DoesNotContain(old, status, StringComparison.Ordinal);
        Assert.Equal(["s1", "s2", "s3"], await processes.RestartedAsync());
    }
}
