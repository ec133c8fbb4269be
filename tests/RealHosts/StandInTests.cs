using K8tre.Tests.RealHosts.Machines;

namespace K8tre.Tests.RealHosts;

/// <summary>Tests of the stand-in for K3s, with files like those of the scripts.</summary>
[Collection(RealHostsGroup.Name)]
public sealed class StandInTests : IAsyncLifetime
{
    private const string Version = "v1.35.4+k3s1";
    private const string Nodes =
        "k3s kubectl get nodes --no-headers --output 'custom-columns=NAME:.metadata.name,"
        + "READY:.status.conditions[?(@.type==\"Ready\")].status,VOTER:.status.conditions[?(@.type==\"EtcdIsVoter\")].status'";

    private const string ThreeVotersAndAnAgent = "a1   True   <none>\ns1   True   True\ns2   True   True\ns3   True   True";

    private Lab _lab = null!;
    private IReadOnlyList<TestHost> _servers = null!;
    private TestHost _agent = null!;

    public async Task InitializeAsync()
    {
        _lab = await Lab.StartAsync();
        var hosts = await _lab.StartHostsAsync("s1", "s2", "s3", "a1");
        (_servers, _agent) = ([.. hosts.Take(3)], hosts[3]);

        await InstallAsync(_servers[0], "server", "cluster-init: true\ntoken: \"first\"\nagent-token: \"worker\"");
        var token = await _servers[0].RunAsync("cat /var/lib/rancher/k3s/server/token");
        foreach (var server in _servers.Skip(1))
        {
            await InstallAsync(
                server, "server", $"server: \"https://{_servers[0].Address}:6443\"\ntoken: \"{token}\"\nagent-token: \"worker\"");
            await server.UntilAsync($"{Nodes} | grep -q '{server.Name} *True *True'");
        }

        await InstallAsync(_agent, "agent", $"server: \"https://{_servers[1].Address}:6443\"\ntoken: \"worker\"");
    }

    public async Task DisposeAsync() => await _lab.DisposeAsync();

    [RealHostsFact]
    public async Task Three_servers_answer_while_two_of_them_reach_one_another()
    {
        Assert.Equal(ThreeVotersAndAnAgent, await _servers[2].RunAsync(Nodes));

        await _servers[0].StopAsync();
        await _servers[2].UntilAsync($"{Nodes} | grep -q 's1 *Unknown'");
        await _servers[1].CutAsync();
        Assert.False(await _servers[2].SucceedsAsync(Nodes));

        await _servers[1].MendAsync();
        await _servers[2].UntilAsync(Nodes);
        await _servers[0].StartAsync();
        await _servers[2].UntilAsync($"test \"$({Nodes})\" = '{ThreeVotersAndAnAgent}'");
    }

    [RealHostsFact]
    public async Task A_restored_snapshot_has_the_stored_objects_and_one_server_that_the_others_join_again()
    {
        const string proof = "k3s kubectl --namespace kube-system get configmap proof --output name";
        await _servers[0].RunAsync(
            "k3s kubectl --namespace kube-system create configmap proof --from-literal=k=v && k3s etcd-snapshot save --name X"
            + " && k3s kubectl --namespace kube-system delete configmap proof");
        foreach (var server in _servers)
            await server.RunAsync("systemctl stop k3s");

        const string restore = "k3s server --cluster-reset --cluster-reset-restore-path=$(ls /var/lib/rancher/k3s/server/db/snapshots/X-*)";
        await _servers[0].RunAsync(restore);
        Assert.False(await _servers[0].SucceedsAsync(restore));
        await _servers[0].RunAsync("systemctl start k3s");
        foreach (var server in _servers.Skip(1))
        {
            await server.RunAsync("rm -r /var/lib/rancher/k3s/server/db; systemctl start k3s");
            await server.UntilAsync($"{Nodes} | grep -q '{server.Name} *True *True'");
        }

        Assert.Equal("configmap/proof", await _servers[2].RunAsync(proof));
    }

    [RealHostsFact]
    public async Task Servers_with_the_old_token_are_refused_after_a_rotation()
    {
        const string rotate =
            "curl -sS --cacert /var/lib/rancher/k3s/server/tls/server-ca.crt -u server:first -X PUT -d '{\"newToken\":\"second\"}'"
            + " -o /dev/null -w '%{http_code}' https://127.0.0.1:6443/v1-k3s/token";

        Assert.Equal("200", await _servers[0].RunAsync(rotate));
        Assert.Equal("401", await _servers[0].RunAsync(rotate));

        await _servers[1].RunAsync("systemctl restart --no-block k3s");
        await _servers[1].UntilAsync("journalctl -u k3s | grep -q 'bootstrap data already found and encrypted with different token'");
        await _servers[1].RunAsync("sed -i 's/:first/:second/' /etc/rancher/k3s/config.yaml; systemctl restart k3s");
        Assert.Equal(ThreeVotersAndAnAgent, await _servers[1].RunAsync(Nodes));
    }

    private async Task InstallAsync(TestHost host, string role, string config)
    {
        var unit = role == "server" ? "k3s" : "k3s-agent";
        await host.RunAsync($"""
            set -e
            mkdir -p /etc/rancher/k3s
            cat >/etc/rancher/k3s/config.yaml <<'END'
            node-name: "{host.Name}"
            {config}
            END
            curl -fsS -o /usr/local/bin/k3s {_lab.Artefacts.Release(Version)}k3s
            chmod 755 /usr/local/bin/k3s
            printf '%s\n' '[Service]' Type=notify 'ExecStart=/usr/local/bin/k3s {role}' Restart=always RestartSec=1 \
              '[Install]' WantedBy=multi-user.target >/etc/systemd/system/{unit}.service
            systemctl enable --quiet --now {unit}
            """);
    }
}
