using K8tre.Tests.RealHosts.Machines;

namespace K8tre.Tests.RealHosts;

/// <summary>Tests of accounts whose sign-in shell prints text, sets variables, is no POSIX shell or does not run commands.</summary>
[Collection(RealHostsGroup.Name)]
public sealed class SignInTests
{
    [RealHostsFact]
    public async Task What_a_sign_in_shell_prints_or_sets_does_not_reach_a_script()
    {
        await using var lab = await Lab.StartAsync();
        var hosts = await lab.StartHostsAsync("bash", "csh", "fish");
        await hosts[0].RunAsync("""
            echo 'echo spoiled; exit 3' >/etc/spoil
            cat >/root/.bashrc <<'END'
            printf 'maintenance\non Sunday'
            head() { echo spoiled; }
            export -f head
            set -o noclobber
            export SHELLOPTS BASH_ENV=/etc/spoil TMOUT=1 KUBECONFIG=/etc/spoil https_proxy=http://192.0.2.1:1 GREP_OPTIONS=--count
            cd /tmp
            trap 'echo goodbye' EXIT
            END
            """);
        await hosts[1].RunAsync("usermod --shell /bin/csh root; echo 'echo maintenance on Sunday' >/root/.cshrc");
        await hosts[2].RunAsync("""
            usermod --shell /usr/bin/fish careful
            mkdir -p /home/careful/.config/fish
            printf 'echo maintenance on Sunday\nfunction sudo; echo spoiled; end\n' >/home/careful/.config/fish/config.fish
            chown -R careful /home/careful/.config
            """);
        var platform = new PlatformOnHosts(lab, [hosts[0]], [hosts[1], hosts[2]]);
        platform.Settings["ssh"]!["sudoAsksPassword"] = true;
        platform.Stack.SetSecret("k8tre:sudoPassword", "careful");
        platform.K3s["agents"]![1]!["user"] = "careful";

        var report = (await platform.UpAsync()).Succeeded();

        Assert.Equal(["bash True", "csh -", "fish -"], await hosts[0].NodesAsync());
        Assert.DoesNotContain("spoiled", report.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("maintenance", $"{report.Outputs}", StringComparison.Ordinal);
    }

    [RealHostsFact]
    public async Task A_sign_in_that_ends_before_the_script_names_its_host_and_the_preflight_can_run_again()
    {
        await using var lab = await Lab.StartAsync();
        var host = (await lab.StartHostsAsync("one"))[0];
        var platform = new PlatformOnHosts(lab, [host], []);
        await host.RunAsync("printf 'echo maintenance on Sunday\nexit 0\n' >/root/.bashrc");

        foreach (var _ in Enumerable.Range(0, 2))
        {
            var message = (await platform.UpAsync()).Failed().Message;
            Assert.Contains($"one (root@{host.Address}:22) ended the session as if the script had run", message, StringComparison.Ordinal);
            Assert.Contains("increase applyGeneration by one", message, StringComparison.Ordinal);
        }
        Assert.False(await host.SucceedsAsync("test -e /etc/sysctl.d/90-k8tre.conf"));

        await host.RunAsync("rm /root/.bashrc");
        platform.K3s["applyGeneration"] = 2;
        (await platform.UpAsync()).Succeeded();
    }

    [RealHostsFact]
    public async Task A_start_file_that_starts_another_shell_ends_the_run_before_the_password_is_read()
    {
        const string password = "canary-of-sudo";
        await using var lab = await Lab.StartAsync();
        var host = (await lab.StartHostsAsync("one"))[0];
        await host.RunAsync($"echo careful:{password} | chpasswd; echo 'exec sh' >/home/careful/.bashrc");
        var platform = new PlatformOnHosts(lab, [host], []);
        platform.Settings["ssh"]!["sudoAsksPassword"] = true;
        platform.Stack.SetSecret("k8tre:sudoPassword", password);
        platform.K3s["servers"]![0]!["user"] = "careful";

        var error = (await platform.UpAsync()).KeepsSecret([password]).Failed();

        Assert.Equal(("lab-dev-k3s-preflight-one", host.Address), (error.Resource, error.Host));
        Assert.Contains("k8tre: the account starts another shell, which ignores the command", error.Message, StringComparison.Ordinal);

        // fish reads all input before it runs any, and understands no bash.
        await host.RunAsync("echo 'exec fish' >/home/careful/.bashrc");
        Assert.Equal(error.Resource, (await platform.UpAsync()).KeepsSecret([password]).Failed().Resource);

        await host.RunAsync("rm /home/careful/.bashrc");
        (await platform.UpAsync()).Succeeded();
    }
}
