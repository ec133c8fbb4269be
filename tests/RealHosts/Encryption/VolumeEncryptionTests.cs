using K8tre.Tests.RealHosts.Machines;

namespace K8tre.Tests.RealHosts.Encryption;

/// <summary>Tests of the hosts' preparation for encrypted volumes.</summary>
[Collection(RealHostsGroup.Name)]
public sealed class VolumeEncryptionTests
{
    [RealHostsFact]
    public async Task A_host_without_the_module_is_refused_before_it_is_changed_and_one_with_it_gets_cryptsetup()
    {
        await using var lab = await Lab.StartAsync();
        var host = (await lab.StartHostsAsync("one"))[0];
        // The host has no package mirror. dpkg-query answers for its packages.
        const string query =
            "printf '#!/bin/sh\\necho \"$*\" >>/run/asked\\necho installed\\n' >/usr/local/bin/dpkg-query; "
            + "chmod 755 /usr/local/bin/dpkg-query";
        await host.RunAsync(query);
        var platform = new PlatformOnHosts(lab, [host], []);
        platform.K3s["encryptVolumes"] = true;

        var refused = (await platform.UpAsync()).Failed();

        Assert.Contains("the kernel has no module dm_crypt, which encrypted volumes need", refused.Message, StringComparison.Ordinal);
        Assert.False(await host.SucceedsAsync("test -e /run/asked -o -e /etc/sysctl.d/90-k8tre.conf"));

        await host.RunAsync("printf '#!/bin/sh\\ntrue\\n' >/usr/local/sbin/modprobe; chmod 755 /usr/local/sbin/modprobe");
        (await platform.UpAsync()).Succeeded();

        Assert.True(await host.SucceedsAsync("grep -q cryptsetup-bin /run/asked"));
        Assert.True(await host.SucceedsAsync(
            "grep -q longhorn-crypto /var/lib/rancher/k3s/server/manifests/k8tre-longhorn-encryption.yaml"));
    }
}
