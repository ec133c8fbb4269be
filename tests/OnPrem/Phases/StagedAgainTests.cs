using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace K8tre.Tests.OnPrem.Phases;

/// <summary>The installation of K3s on a host where somebody deleted the staged release.</summary>
public sealed class StagedAgainTests : IDisposable
{
    // The script with folders of the test. In place of the release's page: a program.
    private const string Program = """
        . "$1"
        stage=$2/stage binary=$2/k3s images=$2/images program=$2/program.sha256 pending=$2/pending links=()
        curl() { while [ "$1" != --output ]; do shift; done; printf '%s' "$release" >"$2"; }
        given=([version]=v1.35.4+k3s1 [sha256]=$sum [location]=$location)
        stage_again
        install_staged v1.35.4+k3s1 "$sum"
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    [Fact]
    public void It_is_downloaded_again()
    {
        var (exitCode, errors) = Install("https://example.org/", "the program");

        Assert.Equal((0, "test: downloads k3s v1.35.4+k3s1\n"), (exitCode, errors));
        Assert.Equal("the program", File.ReadAllText(Path.Combine(_folder.FullName, "k3s")));
    }

    [Fact]
    public void Another_program_is_refused()
    {
        var (exitCode, errors) = Install("https://example.org/", "another program");

        Assert.Equal(1, exitCode);
        Assert.Contains("; the file was changed, or the version is wrong; nothing that runs was changed", errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder.FullName, "k3s")));
    }

    [Fact]
    public void A_file_of_the_operator_is_asked_for()
    {
        var (exitCode, errors) = Install("", "the program");

        Assert.Equal(1, exitCode);
        Assert.Contains(
            "somebody deleted the staged release; increase applyGeneration by one to upload it again", errors, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private (int ExitCode, string Errors) Install(string location, string release)
    {
        var script = Path.Combine(Repository.Root, "components/OnPrem/Scripts/Shared/installation.sh");
        var start = new ProcessStartInfo("bash", ["-c", Program, "test", script, _folder.FullName]) { RedirectStandardError = true };
        start.Environment["sum"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("the program")));
        (start.Environment["location"], start.Environment["release"]) = (location, release);
        using var bash = Process.Start(start)!;
        var errors = bash.StandardError.ReadToEnd();
        bash.WaitForExit();
        return (bash.ExitCode, errors);
    }
}
