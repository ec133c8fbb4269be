using System.Diagnostics;
using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using K8tre.Tests.RealHosts.Engine;
using K8tre.Tests.RealHosts.Machines;

namespace K8tre.Tests.RealHosts;

/// <summary>Tests of the hosts that the other tests use.</summary>
[Collection(RealHostsGroup.Name)]
public sealed class LabTests
{
    [RealHostsFact]
    public async Task Hosts_run_systemd_and_each_user_has_the_rights_of_a_real_one()
    {
        await using var lab = await Lab.StartAsync();
        var host = (await lab.StartHostsAsync("one", "two"))[0];

        Assert.Equal("running", await SshAsync(lab, host, "root", "systemctl is-system-running --wait"));
        Assert.Equal("root", await SshAsync(lab, host, "admin", "sudo -n id -un"));
        Assert.Equal("root", await SshAsync(lab, host, "careful", "sudo -S id -un", "careful\n"));
        var refused = await Assert.ThrowsAsync<SshException>(() => SshAsync(lab, host, "guest", "sudo -n id -un"));
        Assert.StartsWith("Process exited with status 1: running \"sudo -n id -un\":\n", refused.Message, StringComparison.Ordinal);
    }

    [RealHostsFact]
    public async Task A_restart_keeps_the_disk_and_the_key_and_clears_the_memory()
    {
        await using var lab = await Lab.StartAsync();
        var host = (await lab.StartHostsAsync("one"))[0];
        var boot = await host.RunAsync(
            "touch /root/kept /run/lost; sysctl -qw vm.overcommit_memory=1; cat /proc/sys/kernel/random/boot_id");

        await host.RebootAsync();

        Assert.Equal(
            "/root/kept\n0", await SshAsync(lab, host, "root", "ls /root/kept /run/lost 2>/dev/null; cat /proc/sys/vm/overcommit_memory"));
        Assert.NotEqual(boot, await host.RunAsync("cat /proc/sys/kernel/random/boot_id"));
    }

    [RealHostsFact]
    public async Task A_host_with_another_key_gets_no_command()
    {
        await using var lab = await Lab.StartAsync();
        var host = (await lab.StartHostsAsync("one"))[0];
        await host.ChangeHostKeyAsync();

        var error = await Assert.ThrowsAsync<SshException>(() => SshAsync(lab, host, "root", "touch /root/run"));

        Assert.Equal("after 1 failed attempts: ssh: handshake failed: ssh: host key mismatch", error.Message);
        Assert.False(File.Exists(Path.Combine(host.Root, "root/run")));
    }

    [RealHostsFact]
    public async Task A_private_host_is_reachable_only_through_the_bastion()
    {
        await using var lab = await Lab.StartAsync();
        var bastion = await lab.StartBastionAsync("bastion");
        var host = (await lab.StartPrivateHostsAsync("inner"))[0];

        await Assert.ThrowsAsync<SshException>(() => SshAsync(lab, host, "root", "hostname"));
        Assert.Equal("inner", await SshAsync(lab, host, "root", "hostname", through: bastion));
    }

    [RealHostsFact]
    public async Task A_connection_to_an_address_that_never_answers_fails_in_time_with_the_address()
    {
        await using var lab = await Lab.StartAsync();
        var nobody = new TestHost(lab.Folder, "nobody", await lab.MuteAddressAsync(), "ssh-ed25519 AAAA");
        var clock = Stopwatch.StartNew();

        var error = await Assert.ThrowsAsync<SshException>(() => SshAsync(lab, nobody, "root", "hostname"));

        Assert.Equal($"after 1 failed attempts: dial tcp {nobody.Address}:22: i/o timeout", error.Message);
        Assert.InRange(clock.Elapsed.TotalSeconds, 2, 10);
    }

    [RealHostsFact]
    public async Task Lost_sessions_full_disks_and_missing_uplinks_are_like_those_of_a_real_host()
    {
        await using var lab = await Lab.StartAsync();
        var host = (await lab.StartHostsAsync("one"))[0];

        var session = SshAsync(lab, host, "root", "sleep 60");
        await host.UntilAsync("pgrep -x sleep");
        await host.HangUpAsync();
        Assert.StartsWith(
            "wait: remote command exited without exit status",
            (await Assert.ThrowsAsync<SshException>(() => session)).Message,
            StringComparison.Ordinal);

        await host.LimitAsync("/var/lib/rancher", "1M");
        Assert.False(await host.SucceedsAsync("head -c 2M /dev/zero >/var/lib/rancher/file"));

        var artefact = lab.Artefacts.Release("v1.35.4+k3s1") + ArtefactServer.Checksums;
        Assert.True(await host.SucceedsAsync($"curl -fsS {artefact}"));
        await host.CutUplinkAsync();
        Assert.False(await host.SucceedsAsync($"curl -fsS {artefact}"));
        Assert.Equal("one", await SshAsync(lab, host, "root", "hostname"));
        Assert.Equal(1, lab.Artefacts.Downloads[$"v1.35.4+k3s1/{ArtefactServer.Checksums}"]);
    }

    [RealHostsFact]
    public async Task A_lab_stops_when_its_owner_is_killed()
    {
        using var owner = Process.Start("sleep", "60");
        var folder = await Lab.RunAsync("up", owner.Id.ToString(CultureInfo.InvariantCulture));
        await Lab.RunAsync("start", folder, "one");
        var host = int.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "hosts/one/nspawn")), CultureInfo.InvariantCulture);

        owner.Kill();

        for (var tries = 0; Directory.Exists(folder); tries++)
        {
            Assert.True(tries < 600, $"{folder} is still there");
            await Task.Delay(100);
        }

        Assert.False(Directory.Exists($"/proc/{host}"));
    }

    internal static async Task<string> SshAsync(
        Lab lab, TestHost host, string user, string command, string? input = null, TestHost? through = null, int attempts = 1)
    {
        var connection = Connection(lab, host, user, attempts);
        if (through is not null)
            connection.Fields["proxy"] = Value.ForStruct(Connection(lab, through, "root", attempts));
        using var ssh = new SshConnection(connection);
        return (await ssh.RunAsync(command, input, CancellationToken.None)).Output;
    }

    private static Struct Connection(Lab lab, TestHost host, string user, int attempts) => new()
    {
        Fields =
        {
            ["host"] = Value.ForString(host.Address),
            ["user"] = Value.ForString(user),
            ["hostKey"] = Value.ForString(host.HostKey),
            ["privateKey"] = Value.ForString(lab.PrivateKey),
            ["perDialTimeout"] = Value.ForNumber(1),
            ["dialErrorLimit"] = Value.ForNumber(attempts),
        },
    };
}
