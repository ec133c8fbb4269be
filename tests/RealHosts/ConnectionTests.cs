using System.Globalization;
using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using K8tre.Tests.RealHosts.Engine;
using K8tre.Tests.RealHosts.Machines;

namespace K8tre.Tests.RealHosts;

/// <summary>Tests of connections to hosts: with repeated attempts, through a bastion, and with a check of the host key.</summary>
[Collection(RealHostsGroup.Name)]
public sealed class ConnectionTests
{
    [RealHostsFact, Trait("Scenario", "11"), Trait("Scenario", "13")]
    public async Task A_connection_is_repeated_until_the_host_accepts_it_and_a_host_with_another_key_gets_no_command()
    {
        await using var lab = await Lab.StartAsync();
        var host = (await lab.StartHostsAsync("one"))[0];
        var platform = new PlatformOnHosts(lab, [host], []);

        // The provider's pauses add up to ten seconds after its first ten attempts.
        platform.Stack.DialErrorLimit = null;
        await host.RunAsync("systemctl stop ssh; systemd-run --quiet bash -c 'sleep 10; systemctl start ssh'");
        var first = (await platform.UpAsync()).Succeeded();
        platform.Stack.DialErrorLimit = 8;
        Assert.True(first.Connections > first.Changes.Count(step => step.Host is not null), $"it never had to dial again: {first}");

        var key = await host.ChangeHostKeyAsync();
        var (processes, signIns) = (await K3sProcesses.OfAsync([host]), await SignInsAsync(host));
        platform.K3s["snapshots"] = new JsonObject { ["retention"] = 7 };
        var refused = (await platform.UpAsync()).Failed();
        Assert.Equal(
            new("lab-dev-k3s-one", host.Address, "after 8 failed attempts: ssh: handshake failed: ssh: host key mismatch"), refused);
        Assert.Equal(signIns, await SignInsAsync(host));
        Assert.Empty(await processes.RestartedAsync());

        // The operator checks the host and pins the new key.
        platform.K3s["servers"]![0]!["hostKey"] = key;
        (await platform.UpAsync()).Succeeded();
        Assert.True(await host.SucceedsAsync("grep -qx 'etcd-snapshot-retention: 7' /etc/rancher/k3s/config.yaml"));
    }

    [RealHostsFact, Trait("Scenario", "13")]
    public async Task A_private_host_becomes_a_cluster_through_a_bastion_whose_key_is_checked()
    {
        await using var lab = await Lab.StartAsync();
        var bastion = await lab.StartBastionAsync("bastion");
        var host = (await lab.StartPrivateHostsAsync("inner"))[0];
        using var files = new ReleaseFiles();
        var platform = new PlatformOnHosts(lab, [host], []);
        var network = $"10.98.{Path.GetFileName(lab.Folder)}";
        platform.K3s["nodeCidr"] = $"{network}.0/24";
        platform.K3s["loadBalancerRange"] = $"{network}.200-{network}.210";
        platform.K3s["artefacts"] = files.Settings;
        platform.K3s["installPackages"] = false;
        await Assert.ThrowsAsync<SshException>(() => DirectlyAsync(lab, host));

        platform.Settings["ssh"]!["bastion"] = new JsonObject { ["address"] = bastion.Address, ["hostKey"] = host.HostKey };
        var refused = (await platform.UpAsync()).Failed();
        Assert.EndsWith("ssh: host key mismatch", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, await SignInsAsync(bastion) + await SignInsAsync(host));

        platform.Settings["ssh"]!["bastion"]!["hostKey"] = bastion.HostKey;
        (await platform.UpAsync()).Succeeded();
        Assert.Equal("ok", await host.RunAsync("k3s kubectl get --raw /readyz"));
        Assert.False(await bastion.SucceedsAsync("test -e /usr/local/bin/k3s -o -e /etc/sysctl.d/90-k8tre.conf"));
        Assert.Empty(lab.Artefacts.Downloads);
    }

    [RealHostsFact]
    public async Task Agents_join_through_a_bastion_and_the_first_server_refuses_no_sign_in()
    {
        await using var lab = await Lab.StartAsync();
        var bastion = await lab.StartBastionAsync("bastion");
        var hosts = await lab.StartPrivateHostsAsync([.. Enumerable.Range(0, 13).Select(number => $"h{number}")]);
        using var files = new ReleaseFiles();
        var platform = new PlatformOnHosts(lab, [hosts[0]], [.. hosts.Skip(1)]);
        var network = $"10.98.{Path.GetFileName(lab.Folder)}";
        platform.K3s["nodeCidr"] = $"{network}.0/24";
        platform.K3s["loadBalancerRange"] = $"{network}.200-{network}.210";
        platform.K3s["artefacts"] = files.Settings;
        platform.K3s["installPackages"] = false;
        platform.Settings["ssh"]!["bastion"] = new JsonObject { ["address"] = bastion.Address, ["hostKey"] = bastion.HostKey };
        platform.Stack.DialErrorLimit = null;
        // By default, the eleventh sign-in is refused three times in ten. Here it is refused each time.
        await hosts[0].RunAsync("echo 'MaxStartups 10:100:10' >/etc/ssh/sshd_config.d/site.conf; systemctl restart ssh");

        (await platform.UpAsync()).Succeeded();

        Assert.Equal(13, (await hosts[0].NodesAsync()).Length);
        Assert.Equal("0", await hosts[0].RunAsync("journalctl --unit ssh --output cat | grep -c -i maxstartups || true"));
    }

    [RealHostsFact]
    public async Task A_bastion_that_refuses_sign_ins_is_asked_again_and_a_host_behind_it_is_not()
    {
        await using var lab = await Lab.StartAsync();
        var bastion = await lab.StartBastionAsync("bastion");
        var host = (await lab.StartPrivateHostsAsync("inner"))[0];
        async Task<string> ThroughAsync() => await LabTests.SshAsync(lab, host, "root", "hostname", through: bastion, attempts: 20);
        const string refuse = "echo 'MaxStartups 1:100:1' >/etc/ssh/sshd_config.d/site.conf; systemctl restart ssh;"
            + "systemd-run --quiet python3 -c 'import socket, time; s = socket.create_connection((\"ADDRESS\", 22)); time.sleep(3)'";

        await bastion.RunAsync(refuse.Replace("ADDRESS", bastion.Address, StringComparison.Ordinal));
        await bastion.UntilAsync("ss --no-header --tcp state established '( sport = :22 )' | grep -q .");
        Assert.Equal("inner", await ThroughAsync());

        await host.RunAsync(refuse.Replace("ADDRESS", host.Address, StringComparison.Ordinal));
        await host.UntilAsync("ss --no-header --tcp state established '( sport = :22 )' | grep -q .");
        Assert.Equal(
            "proxy: after 20 failed attempts: ssh: handshake failed: EOF",
            (await Assert.ThrowsAsync<SshException>(ThroughAsync)).Message);
    }

    private static async Task<int> SignInsAsync(TestHost host)
        => int.Parse(await host.RunAsync("journalctl --unit ssh --output cat | grep -c '^Accepted' || true"), CultureInfo.InvariantCulture);

    private static async Task DirectlyAsync(Lab lab, TestHost host)
    {
        using var ssh = new SshConnection(new()
        {
            Fields =
            {
                ["host"] = Value.ForString(host.Address),
                ["hostKey"] = Value.ForString(host.HostKey),
                ["privateKey"] = Value.ForString(lab.PrivateKey),
                ["perDialTimeout"] = Value.ForNumber(1),
                ["dialErrorLimit"] = Value.ForNumber(0),
            },
        });
        await ssh.RunAsync("true", null, CancellationToken.None);
    }
}
