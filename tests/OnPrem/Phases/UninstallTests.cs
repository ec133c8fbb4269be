using System.Diagnostics;

namespace K8tre.Tests.OnPrem.Phases;

/// <summary>Tests of the rules of a firewall after the removal of K3s: those of others stay, whatever their comments contain.</summary>
public sealed class UninstallTests
{
    [Theory]
    [InlineData(":DOCKER-USER - [0:0]")]
    [InlineData(":KUBE-API-ALLOW - [0:0]")]
    [InlineData(":INPUT ACCEPT [12:345]")]
    [InlineData("-A DOCKER-USER -p tcp -m comment --comment KUBE-API -j ACCEPT")]
    [InlineData("[1:60] -A DOCKER-USER -p tcp -m comment --comment \"before KUBE-FORWARD\" -j ACCEPT")]
    [InlineData("-A INPUT -m comment --comment \"say \\\" -j KUBE-SERVICES -A CILIUM_INPUT\" -j DROP")]
    [InlineData("-A INPUT -j LOG --log-prefix \"CNI-DN-abc \"")]
    [InlineData("-A INPUT -j KUBE-API-ALLOW")]
    [InlineData("-A KUBE-API-ALLOW -s 192.0.2.0/24 -j ACCEPT")]
    [InlineData("-A INPUT -j OUR-CILIUM_INPUT")]
    [InlineData("COMMIT")]
    public async Task A_line_of_others_stays(string line) => Assert.Equal($"{line}\n", await FilterAsync($"{line}\n"));

    [Theory]
    [InlineData(":KUBE-FIREWALL - [0:0]")]
    [InlineData(":KUBE-SVC-ERIFXISQEP7F7OF4 - [0:0]")]
    [InlineData(":CILIUM_POST_nat - [0:0]")]
    [InlineData(":OLD_CILIUM_OUTPUT_raw - [0:0]")]
    [InlineData(":CNI-HOSTPORT-DNAT - [0:0]")]
    [InlineData("-A CILIUM_INPUT -m mark --mark 0x200/0xf00 -m comment --comment \"cilium: ACCEPT for proxy traffic\" -j ACCEPT")]
    [InlineData("[3:180] -A INPUT -m comment --comment \"cilium-feeder: CILIUM_INPUT\" -j CILIUM_INPUT")]
    [InlineData("-A FORWARD -m conntrack --ctstate NEW -m comment --comment \"kubernetes forwarding rules\" -j KUBE-FORWARD")]
    [InlineData("[0:0] -A KUBE-SEP-ABCDEFGHIJKLMNOP -s 10.42.0.2/32 -j KUBE-MARK-MASQ")]
    [InlineData("-A POSTROUTING -s 10.42.0.3/32 -j CNI-0a1b2c3d4e5f60718293a4b5")]
    public async Task A_line_of_the_cluster_goes(string line) => Assert.Equal("", await FilterAsync($"{line}\n"));

    private static async Task<string> FilterAsync(string rules)
    {
        var library = Path.Combine(Repository.Root, "components/OnPrem/Scripts/Shared/installation.sh");
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", $". {library}; without_cluster_rules"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await bash.StandardInput.WriteAsync(rules);
        bash.StandardInput.Close();
        var output = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();
        return output;
    }
}
