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

        await host.RunAsync("systemctl stop ssh; systemd-run --quiet bash -c 'sleep 2; systemctl start ssh'");
        var first = (await platform.UpAsync()).Succeeded();
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
