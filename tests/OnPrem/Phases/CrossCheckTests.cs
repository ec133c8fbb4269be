using System.Diagnostics;

namespace K8tre.Tests.OnPrem.Phases;

/// <summary>Tests of the script that compares the hosts, with the lines that the preflight prints.</summary>
public sealed class CrossCheckTests
{
    private const string One = "node=one host=one machine=a os=debian-13 arch=amd64 cpu=3000 memory=4000 volumes=30000 k3s=yes";
    private const string Two = "node=two host=two machine=b os=debian-13 arch=amd64 cpu=1000 memory=2000 volumes=0 k3s=yes";

    [Theory]
    [InlineData("cpu 4000 millicores")]
    [InlineData("memory 6000 MiB")]
    [InlineData("volumes 30000 MiB")]
    public async Task Hosts_that_have_enough_together_are_accepted(string need) => Assert.Equal((0, ""), await RunAsync(need));

    [Theory]
    [InlineData("cpu 4001 millicores", "4000 millicores for the pods' CPU requests", "(one 3000, two 1000); add cores")]
    [InlineData("memory 6001 MiB", "6000 MiB for the pods' memory requests", "(one 4000, two 2000); add memory")]
    [InlineData("volumes 30001 MiB", "30000 MiB for volumes", "(one 30000, two 0); add disks")]
    public async Task Hosts_that_have_too_little_together_are_refused(string need, string has, string each)
    {
        var (code, errors) = await RunAsync(need);

        Assert.Equal(1, code);
        Assert.Contains($"the hosts have {has}, and the cluster needs {need[(need.IndexOf(' ') + 1)..]}", errors, StringComparison.Ordinal);
        Assert.Contains(each, errors, StringComparison.Ordinal);
        Assert.Contains("or set checkCapacity to false", errors, StringComparison.Ordinal);
        Assert.Contains("1 problem(s) above; nothing was changed on any host", errors, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Errors)> RunAsync(string need)
    {
        var start = new ProcessStartInfo("bash", [Path.Combine(Repository.Root, "components/OnPrem/Scripts/cross-check.sh"), "apply"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var bash = Process.Start(start)!;
        await bash.StandardInput.WriteAsync($"host={One}\nhost={Two}\nneed={need}\n\n");
        bash.StandardInput.Close();
        var output = bash.StandardOutput.ReadToEndAsync();
        var errors = await bash.StandardError.ReadToEndAsync();
        await bash.WaitForExitAsync();
        Assert.Equal(bash.ExitCode == 0 ? "\n#k8tre result\nok\n#k8tre end\n" : "", await output);
        return (bash.ExitCode, errors);
    }
}
