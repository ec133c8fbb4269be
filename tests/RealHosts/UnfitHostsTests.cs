using System.Text.Json.Nodes;
using K8tre.Tests.RealHosts.Machines;
using Xunit.Abstractions;

namespace K8tre.Tests.RealHosts;

/// <summary>Tests of hosts that cannot become nodes: all problems are reported at once, and no host is changed.</summary>
[Collection(RealHostsGroup.Name)]
public sealed class UnfitHostsTests(ITestOutputHelper output)
{
    [RealHostsFact, Trait("Scenario", "12"), Trait("Scenario", "16")]
    public async Task All_problems_of_all_hosts_are_reported_at_once_and_no_host_is_changed()
    {
        await using var lab = await Lab.StartAsync();
        var hosts = await lab.StartHostsAsync("broken", "taken", "careful", "guest", "far");
        var mute = new TestHost(lab.Folder, "mute", await lab.MuteAddressAsync(), hosts[0].HostKey);
        await hosts[0].LimitAsync("/var/lib/rancher", "100M");
        await hosts[0].RunAsync("""
            : >/etc/machine-id
            mount --bind /dev/null /proc/cgroups
            ip route delete default
            systemd-run --quiet python3 -m http.server 6443
            """);
        await hosts[0].UntilAsync("ss --no-header --listening --tcp --numeric | grep -q :6443");
        await hosts[1].RunAsync("mkdir -p /etc/rancher/k3s/k8tre; touch /etc/systemd/system/k3s.service");
        await hosts[4].RunAsync(
            "printf '#!/bin/sh\\necho \"$*\" >>/run/modprobe\\n' >/usr/local/sbin/modprobe; chmod 755 /usr/local/sbin/modprobe");
        var platform = new PlatformOnHosts(lab, [hosts[0]], [.. hosts.Skip(1), mute]);
        platform.Settings["ssh"]!["sudoAsksPassword"] = true;
        platform.Stack.SetSecret("k8tre:sudoPassword", "not that of careful");
        platform.Stack.SecondsPerDial = 1;
        foreach (var index in new[] { 1, 2 })
            platform.K3s["agents"]![index]!["user"] = hosts[index + 1].Name;
        platform.K3s["agents"]![0]!["disks"] = new JsonArray("/srv/disk");
        platform.K3s["nfsExports"] = new JsonArray(new JsonObject { ["name"] = "legacy", ["server"] = mute.Address, ["path"] = "/srv" });
        var before = await FilesAsync(hosts);

        var report = await platform.UpAsync();

        output.WriteLine($"{report}");
        var errors = report.Errors.ToDictionary(error => error.Resource!, error => error.Message);
        Assert.Equal(
            ["broken", "careful", "far", "guest", "mute", "taken"],
            errors.Keys.Select(resource => resource["lab-dev-k3s-preflight-".Length..]).Order(StringComparer.Ordinal));
        Contains(
            errors["lab-dev-k3s-preflight-broken"],
            "preflight: only 100 MiB are free below /var/lib/rancher/k3s; 5120 MiB are needed",
            "preflight: /etc/machine-id is empty; run: systemd-machine-id-setup",
            "preflight: the kernel gives no memory cgroup; add cgroup_enable=memory to its command line and restart the host",
            "preflight: there is no default route, and K3s needs one",
            "preflight: port 6443 is in use: users:((\"python3\"",
            "preflight: broken can't become a node: 6 problem(s) above; nothing was changed on any host");
        Contains(
            errors["lab-dev-k3s-preflight-taken"],
            "preflight: the host runs k3s; a node can't change its role",
            "preflight: nothing is mounted at /srv/disk",
            "preflight: taken can't become a node: 3 problem(s) above");
        Contains(
            errors["lab-dev-k3s-preflight-far"],
            $"preflight: the NFS server {mute.Address} does not answer on port 2049",
            "preflight: far can't become a node: 1 problem(s) above");
        Contains(errors["lab-dev-k3s-preflight-careful"], "sudo: 3 incorrect password attempts");
        Contains(errors["lab-dev-k3s-preflight-guest"], "sudo: 3 incorrect password attempts");
        Assert.Equal($"after 8 failed attempts: dial tcp {mute.Address}:22: i/o timeout", errors["lab-dev-k3s-preflight-mute"]);
        Assert.InRange(report.Duration.TotalSeconds, 9, 90);
        Assert.DoesNotContain(report.Changes, step => step.Host is not null);
        Assert.Equal(before, await FilesAsync(hosts));
        Assert.All(
            (await hosts[4].RunAsync("cat /run/modprobe")).Split('\n'),
            call => Assert.StartsWith("--dry-run ", call, StringComparison.Ordinal));
    }

    // Response codes of https://www.rfc-editor.org/rfc/rfc1035#section-4.1.1: 5 is REFUSED, 3 is NXDOMAIN.
    [RealHostsFact]
    public async Task A_resolver_has_to_answer_the_hosts_and_may_know_no_name()
    {
        await using var lab = await Lab.StartAsync();
        var hosts = await lab.StartHostsAsync("one", "dns");
        var platform = new PlatformOnHosts(lab, [hosts[0]], []);
        platform.Settings["environments"]![0]!["skip"] = new JsonArray();
        platform.K3s["resolver"] = await lab.MuteAddressAsync();
        Contains((await platform.UpAsync()).Failed().Message, "preflight: resolver is ", ", which does not answer DNS queries from here");

        platform.K3s["resolver"] = hosts[1].Address;
        await AnswerAsync(5);
        Contains(
            (await platform.UpAsync()).Failed().Message,
            $"preflight: resolver is {hosts[1].Address}, which does not answer DNS queries from here; set resolver to the address");
        await AnswerAsync(3);
        (await platform.UpAsync()).Succeeded();

        Task<string> AnswerAsync(int code) => hosts[1].RunAsync($$"""
            systemctl stop dns 2>/dev/null
            cat >/root/dns.py <<'END'
            import socket
            server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            server.bind(("{{hosts[1].Address}}", 53))
            while True:
                query, client = server.recvfrom(512)
                server.sendto(query[:2] + bytes([0x81, 0x80 + {{code}}]) + query[4:], client)
            END
            systemd-run --quiet --unit dns python3 /root/dns.py
            """);
    }

    [RealHostsFact, Trait("Scenario", "16")]
    public async Task Problems_between_hosts_stop_the_run_before_any_host_is_changed()
    {
        await using var lab = await Lab.StartAsync();
        var hosts = await lab.StartHostsAsync("one", "two", "guest");
        await hosts[1].RunAsync(
            "hostname one; ip address add ${0%.*}.205/24 dev eth0".Replace("${0%.*}", Network(lab), StringComparison.Ordinal));
        var machine = await hosts[0].RunAsync("cat /etc/machine-id");
        await hosts[1].RunAsync($"echo {machine} >/etc/machine-id");
        var platform = new PlatformOnHosts(lab, [hosts[0]], [hosts[1]]);
        var before = await FilesAsync(hosts);

        var error = (await platform.UpAsync()).Failed();

        Assert.Equal(("lab-dev-k3s-preflight", hosts[0].Address), (error.Resource, error.Host));
        Contains(
            error.Message,
            "cross-check: the host name one is that of several hosts: one two; give each host its own name",
            $"cross-check: the machine id {machine} is that of several hosts: one two; they are copies of one image",
            $"cross-check: somebody uses {Network(lab)}.205 already; take it out of loadBalancerRange",
            "cross-check: 3 problem(s) above; nothing was changed on any host");

        // Without a password in the settings, sudo must not ask for one.
        platform.K3s["agents"] = PlatformOnHosts.Hosts([hosts[2]]);
        platform.K3s["agents"]![0]!["user"] = "guest";
        error = (await platform.UpAsync()).Failed();
        Assert.Equal("lab-dev-k3s-preflight-guest", error.Resource);
        Contains(error.Message, "sudo: a password is required");
        Assert.Equal(before, await FilesAsync(hosts));
    }

    private static string Network(Lab lab) => $"10.99.{Path.GetFileName(lab.Folder)}";

    private static async Task<IReadOnlyList<string>> FilesAsync(IEnumerable<TestHost> hosts)
        => [.. (await Task.WhenAll(hosts.Select(host => host.FilesAsync()))).SelectMany(files => files)];

    private static void Contains(string text, params string[] parts) =>
        Assert.All(parts, part => Assert.Contains(part, text, StringComparison.Ordinal));
}
