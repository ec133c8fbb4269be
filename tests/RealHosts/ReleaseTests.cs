using System.Text;
using System.Text.Json.Nodes;
using K8tre.Tests.RealHosts.Machines;

namespace K8tre.Tests.RealHosts;

/// <summary>Tests of the source of the program: a program with another checksum is never installed.</summary>
[Collection(RealHostsGroup.Name)]
public sealed class ReleaseTests
{
    private const string Old = "v1.35.4+k3s1";
    private const string New = "v1.35.5+k3s1";
    private const string Stage = "/var/lib/rancher/k3s-stage";

    [RealHostsFact, Trait("Scenario", "21")]
    public async Task An_unexpected_release_or_a_full_disk_is_refused_while_k3s_continues_to_run()
    {
        await using var lab = await Lab.StartAsync();
        var hosts = await lab.StartHostsAsync("one", "two");
        var platform = new PlatformOnHosts(lab, [hosts[0]], [], Old);
        (await platform.UpAsync()).Succeeded();
        var processes = await K3sProcesses.OfAsync([hosts[0]]);

        // The release and its checksums change after they were read for the first host.
        var changed = Encoding.UTF8.GetBytes("#!/bin/sh\n");
        lab.Artefacts.Spoil(Old, ArtefactServer.Binary, changed);
        lab.Artefacts.Spoil(Old, ArtefactServer.Checksums, Encoding.UTF8.GetBytes($"{Digest(changed)}  k3s\n"));
        platform.K3s["agents"] = PlatformOnHosts.Hosts([hosts[1]]);
        await RefusedAsync(
            "lab-dev-k3s-two-stage", $"k3s has sha256 {Digest(changed)}, expected is {ArtefactServer.Digest(Old, ArtefactServer.Binary)}");
        Assert.False(await hosts[1].SucceedsAsync("test -e /usr/local/bin/k3s -o -e /etc/systemd/system/k3s-agent.service"));
        lab.Artefacts.Mend();
        platform.K3s["agents"] = new JsonArray();
        (await platform.UpAsync()).Succeeded();

        // The operator pins a wrong sha256.
        platform.K3s["version"] = New;
        platform.K3s["artefacts"] = new JsonObject { ["mirror"] = $"{lab.Artefacts.Release(New)}", ["sha256"] = new string('0', 64) };
        await RefusedAsync(
            "lab-dev-k3s-one-stage",
            $"k3s has sha256 {ArtefactServer.Digest(New, ArtefactServer.Binary)}, expected is {new string('0', 64)}");

        // The download is damaged.
        lab.Artefacts.Spoil(New, ArtefactServer.Binary);
        platform.K3s["artefacts"] = new JsonObject { ["mirror"] = $"{lab.Artefacts.Release(New)}" };
        await RefusedAsync(
            "lab-dev-k3s-one-stage", $"expected is {ArtefactServer.Digest(New, ArtefactServer.Binary)}; the file was changed");
        lab.Artefacts.Mend();

        // The disk is full, or becomes full during the download.
        await hosts[0].LimitAsync(Stage, "1M");
        await RefusedAsync("lab-dev-k3s-one-stage", $"stage-k3s: only 1 MiB are free below {Stage}; 1024 MiB are needed");
        await hosts[0].RunAsync($"umount {Stage}");
        await hosts[0].LimitAsync(Stage, "2G,nr_inodes=2");
        await RefusedAsync("lab-dev-k3s-one-stage", "stage-k3s: could not download");
        await hosts[0].RunAsync($"umount {Stage}");

        (await platform.UpAsync()).Succeeded();
        Assert.StartsWith($"k3s version {New} ", await hosts[0].RunAsync("k3s --version"), StringComparison.Ordinal);

        async Task RefusedAsync(string resource, string reason)
        {
            var error = (await platform.UpAsync()).Failed();
            Assert.Equal(resource, error.Resource);
            Assert.Contains(reason, error.Message, StringComparison.Ordinal);
            Assert.Empty(await processes.RestartedAsync());
            Assert.StartsWith($"k3s version {Old} ", await hosts[0].RunAsync("k3s --version"), StringComparison.Ordinal);
        }
    }

    [RealHostsFact]
    public async Task A_host_without_internet_access_and_with_a_sudo_password_becomes_a_cluster_from_files()
    {
        await using var lab = await Lab.StartAsync();
        var host = (await lab.StartHostsAsync("one"))[0];
        using var files = new ReleaseFiles();
        var platform = new PlatformOnHosts(lab, [host], []);
        platform.Settings["ssh"]!["sudoAsksPassword"] = true;
        platform.Stack.SetSecret("k8tre:sudoPassword", "careful");
        platform.K3s["servers"]![0]!["user"] = "careful";
        platform.K3s["installPackages"] = false;
        platform.K3s["artefacts"] = files.Settings.DeepClone();
        await host.CutUplinkAsync();

        platform.K3s["artefacts"]!["sha256"] = ArtefactServer.Digest(Old, ArtefactServer.Images);
        platform.K3s["artefacts"]!.AsObject().Remove("imagesSha256");
        var refused = await platform.UpAsync();
        Assert.Equal(0, refused.Connections);
        Assert.Contains(
            $"artefacts.file is {files.Settings["file"]}, whose sha256 is {files.Settings["sha256"]}, not ",
            refused.Failed().Message,
            StringComparison.Ordinal);
        Assert.Contains("artefacts.imagesSha256 is not set, and imagesFile is", refused.Failed().Message, StringComparison.Ordinal);

        platform.K3s["artefacts"] = files.Settings.DeepClone();
        await host.RunAsync(
            "cp /var/lib/dpkg/status /root/; "
            + "sed -i '/^Package: nfs-common$/,/^$/s/^Status: .*/Status: deinstall ok config-files/' /var/lib/dpkg/status");
        var lacking = (await platform.UpAsync()).Failed();
        Assert.Contains(
            "prepare-host: lacks the packages nfs-common, and installPackages is false", lacking.Message, StringComparison.Ordinal);
        await host.RunAsync("mv /root/status /var/lib/dpkg/status");

        // The host loses power when half of the release is installed.
        var hold = new Hold(host, "install", "*/images.tar.zst *");
        var run = platform.UpAsync();
        await hold.ReachedAsync(run);
        await host.CrashAsync();
        (await run).Failed();
        hold.Release();
        await host.StartAsync();

        (await platform.UpAsync()).Succeeded();
        Assert.Equal("ok", await host.RunAsync("k3s kubectl get --raw /readyz"));
        Assert.Equal(
            $"{files.Settings["sha256"]}\n{files.Settings["imagesSha256"]}",
            await host.RunAsync("sha256sum /usr/local/bin/k3s /var/lib/rancher/k3s/agent/images/* | cut -d ' ' -f 1"));
        Assert.Equal("", await host.RunAsync("find /var/tmp -name 'k8tre*'"));

        // A removed file is uploaded again on request.
        await host.RunAsync($"rm -r /usr/local/bin/k3s {Stage}");
        platform.K3s["applyGeneration"] = 2;
        (await platform.UpAsync()).Succeeded();
        Assert.Equal("ok", await host.RunAsync("k3s kubectl get --raw /readyz"));
        Assert.Empty(lab.Artefacts.Downloads);
    }

    private static string Digest(byte[] content) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));
}
