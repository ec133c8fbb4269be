using System.Text.Json.Nodes;
using K8tre.Tests.RealHosts.Machines;

namespace K8tre.Tests.RealHosts;

/// <summary>Tests of hosts that a site has set up so that K3s does not survive: the preflight names it before any host changes.</summary>
[Collection(RealHostsGroup.Name)]
public sealed class SiteTests
{
    private const string Manifests = "/var/lib/rancher/k3s/server/manifests";

    [RealHostsFact]
    public async Task What_breaks_k3s_now_or_at_the_next_boot_is_refused_and_shown_as_drift_later()
    {
        await using var lab = await Lab.StartAsync();
        var hosts = await lab.StartHostsAsync("boot", "names", "left", "logs");
        await hosts[0].RunAsync($$"""
            printf '# ours\n-kernel/panic=60\nvm.overcommit_memory = 2\nkernel.panic_on_oops = 1\n' >/etc/sysctl.d/99-site.conf
            echo 'vm.panic_on_oom = 1' >/etc/sysctl.d/50-earlier.conf
            mkdir -p /etc/default; echo 'GRUB_CMDLINE_LINUX="quiet systemd.unified_cgroup_hierarchy=0"' >/etc/default/grub
            """);
        await hosts[1].RunAsync("printf 'nameserver 127.0.0.1\nnameserver ::1\n' >/etc/resolv.conf");
        await hosts[2].RunAsync($$"""
            mkdir -p /var/lib/rancher/k3s/server/db {{Manifests}} /etc/rancher/k3s/config.yaml.d /etc/systemd/system/k3s-agent.service.d
            touch /var/lib/rancher/k3s/server/db/state.db {{Manifests}}/coredns.yaml {{Manifests}}/backdoor.yaml \
              /etc/rancher/k3s/config.yaml.d/50-site.yaml /etc/systemd/system/k3s-agent.service.d/override.conf
            """);
        await hosts[3].RunAsync("echo 'Defaults log_input' >/etc/sudoers.d/site");
        var platform = new PlatformOnHosts(lab, [hosts[0]], [.. hosts.Skip(1)]);
        platform.K3s["agents"]![2]!["user"] = "admin";
        platform.K3s["agents"]![2]!["gpu"] = true;
        platform.K3s["apiEndpoint"] = new JsonObject
        {
            ["address"] = $"10.99.{Path.GetFileName(lab.Folder)}.199",
            ["virtualInterface"] = "bond0",
        };

        var errors = (await platform.UpAsync()).Errors.ToDictionary(error => error.Resource!["lab-dev-k3s-preflight-".Length..]);

        Contains(
            errors["boot"].Message,
            "preflight: /etc/sysctl.d/99-site.conf sets kernel.panic to 60 at the next boot, and K3s then does not start; write 10 there",
            "preflight: /etc/sysctl.d/99-site.conf sets vm.overcommit_memory to 2 at the next boot",
            "preflight: the kernel's command line has systemd.unified_cgroup_hierarchy=0 at the next boot",
            "preflight: there is no network interface bond0, which apiEndpoint.virtualInterface names for every server; this one has: eth0",
            "preflight: boot can't become a node: 4 problem(s) above");
        Contains(
            errors["names"].Message,
            "preflight: the host's name servers (127.0.0.1 ::1) are on its loopback",
            "preflight: names can't become a node: 1 problem(s) above");
        Contains(
            errors["left"].Message,
            "/var/lib/rancher/k3s/server/db/state.db", $"{Manifests}/backdoor.yaml", "/etc/rancher/k3s/config.yaml.d/50-site.yaml",
            "/etc/systemd/system/k3s-agent.service.d/override.conf", "preflight: left can't become a node: 1 problem(s) above");
        Contains(
            errors["logs"].Message,
            "preflight: sudo logs the input of admin's commands (log_input)",
            "preflight: NVIDIA's driver is not loaded, and gpu: true is set",
            "preflight: finds no nvidia-container-runtime, and gpu: true is set");
        Assert.DoesNotContain("coredns.yaml", errors["left"].Message, StringComparison.Ordinal);

        await hosts[0].RunAsync("rm /etc/sysctl.d/99-site.conf /etc/default/grub");
        await hosts[1].RunAsync("echo 'nameserver 192.0.2.53' >/etc/resolv.conf");
        await hosts[2].RunAsync("rm -r /var/lib/rancher /etc/rancher /etc/systemd/system/k3s-agent.service.d");
        await hosts[3].RunAsync("rm /etc/sudoers.d/site");
        platform.K3s.Remove("apiEndpoint");
        platform.K3s["agents"]![2]!.AsObject().Remove("gpu");
        (await platform.UpAsync()).Succeeded();

        Assert.Empty(await hosts[0].DriftAsync());
        await hosts[0].RunAsync($"""
            echo 'kernel.panic = 60' >/etc/sysctl.d/99-site.conf
            mkdir -p {Manifests}
            touch {Manifests}/backdoor.yaml
            """);
        Assert.Equal(
            [
                $"not of the platform, and K3s uses it: {Manifests}/backdoor.yaml",
                "/etc/sysctl.d/99-site.conf sets kernel.panic to 60 at the next boot, and K3s then does not start; it needs 10",
            ],
            await hosts[0].DriftAsync());
    }

    [RealHostsFact]
    public async Task A_host_on_which_an_upload_would_fail_is_refused_before_any_host_changes()
    {
        await using var lab = await Lab.StartAsync();
        var hosts = await lab.StartHostsAsync("one", "without", "noisy");
        await hosts[1].RunAsync("sed -i '/^Subsystem/d' /etc/ssh/sshd_config; systemctl restart ssh");
        await hosts[2].RunAsync("echo 'echo maintenance on Sunday' >/root/.bashrc");
        using var files = new ReleaseFiles();
        var platform = new PlatformOnHosts(lab, [hosts[0]], [hosts[1], hosts[2]]);
        platform.K3s["artefacts"] = files.Settings;

        var errors = (await platform.UpAsync()).Errors.ToDictionary(error => error.Resource!["lab-dev-k3s-preflight-".Length..]);

        Assert.Equal(["noisy", "without"], errors.Keys.Order(StringComparer.Ordinal));
        Contains(errors["without"].Message, "preflight: the SSH server offers no SFTP, and artefacts.file is uploaded with it");
        Contains(errors["noisy"].Message, "preflight: a start file of root prints text or ends the session, which breaks SFTP");

        foreach (var host in hosts.Skip(1))
        {
            await host.RunAsync("""
                echo 'Subsystem sftp internal-sftp' >/etc/ssh/sshd_config.d/site.conf
                sed -i '/^Subsystem/d' /etc/ssh/sshd_config
                systemctl restart ssh
                """);
        }
        (await platform.UpAsync()).Succeeded();
    }

    private static void Contains(string text, params string[] parts) =>
        Assert.All(parts, part => Assert.Contains(part, text, StringComparison.Ordinal));
}
