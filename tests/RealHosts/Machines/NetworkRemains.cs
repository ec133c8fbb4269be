namespace K8tre.Tests.RealHosts.Machines;

/// <summary>Network rules and links of Cilium and kubelet on a host, and rules of the host's owner.</summary>
/// <param name="host">The host.</param>
internal sealed class NetworkRemains(TestHost host)
{
    private const string Ours = "CILIUM_|KUBE-";

    private string _owners = "";

    /// <summary>Creates both. The counter of the owner's rule shows later that the rule was not replaced.</summary>
    public async Task PlaceAsync()
    {
        await host.RunAsync("""
            set -e
            ip link add cilium_host type veth peer name cilium_net
            ip link add cilium_vxlan type vxlan id 2 dstport 8472
            ip link add lxc_health type veth peer name eth-health
            for table in iptables ip6tables; do
              $table -N SITE
              $table -A INPUT -j SITE
              $table -N CILIUM_INPUT
              $table -I INPUT -m comment --comment 'cilium-feeder: CILIUM_INPUT' -j CILIUM_INPUT
              $table -t nat -N KUBE-SERVICES
              $table -t nat -A PREROUTING -j KUBE-SERVICES
            done
            iptables -A SITE --source 192.0.2.1 --set-counters 7 420 -j DROP
            ip6tables -A SITE --source 2001:db8::1 -j DROP
            nft add table inet site
            nft add chain inet site forward '{ type filter hook forward priority 10; policy accept; }'
            """);
        _owners = await RulesAsync();
    }

    /// <summary>Fails the test unless those of Cilium and kubelet are removed and those of the owner are unchanged.</summary>
    public async Task AreGoneAsync()
    {
        Assert.Equal("", await host.RunAsync("ip -brief link | grep -E '^(cilium|lxc)' || true"));
        Assert.Equal("", await host.RunAsync($"{{ iptables-save; ip6tables-save; }} | grep -E '{Ours}' || true"));
        Assert.Equal(_owners, await RulesAsync());
        Assert.Equal("[7:420] -A SITE -s 192.0.2.1/32 -j DROP", await host.RunAsync("iptables-save --counters | grep 'A SITE'"));
    }

    private Task<string> RulesAsync() => host.RunAsync(
        $"{{ iptables-save; ip6tables-save; }} | grep -vE '^#|{Ours}' | sed 's/ \\[[0-9:]*\\]$//'; nft list table inet site");
}
