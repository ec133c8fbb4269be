using CliWrap;
using CliWrap.Buffered;
using Semver;

namespace K8tre.Automation.Operations.Cli;

/// <summary>The Pulumi CLI that operations run.</summary>
/// <param name="Path">Absolute path of the program.</param>
/// <param name="Version">Version of the program.</param>
internal sealed record PulumiCli(string Path, SemVersion Version)
{
    private const string Installation = "https://www.pulumi.com/docs/iac/download-install/";

    /// <summary>The oldest CLI that operations accept: the version whose flags, exit codes and events they were tested with.</summary>
    public static SemVersion Minimum { get; } = new(3, 274, 1);

    /// <summary>Finds the program <c>pulumi</c> on PATH and reads its version.</summary>
    /// <exception cref="CommandException">There is no CLI, it does not run, or it is too old.</exception>
    public static async Task<PulumiCli> FindAsync(CancellationToken cancellation)
    {
        var path = Find("pulumi") ?? throw CommandException.WrongCall(
            $"there is no `pulumi` on PATH; install the Pulumi CLI {Minimum} or later ({Installation}). "
            + $"`{ProductInfo.Name} plan` needs no CLI");

        var result = await CliWrap.Cli.Wrap(path)
            .WithArguments("version")
            .WithEnvironmentVariables(variables => variables.Set("PULUMI_SKIP_UPDATE_CHECK", "true"))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(cancellation);
        var text = result.StandardOutput.Trim();
        if (result.ExitCode != 0 || !SemVersion.TryParse(text, SemVersionStyles.AllowV, out var version))
        {
            throw CommandException.WrongCall(
                $"`{path} version` ended with exit code {result.ExitCode} and printed no version; "
                + $"reinstall the Pulumi CLI ({Installation})");
        }

        return version.ComparePrecedenceTo(Minimum) < 0
            ? throw CommandException.WrongCall(
                $"{path} is version {version}; install the Pulumi CLI {Minimum} or later ({Installation})")
            : new(path, version);
    }

    /// <summary>Returns the absolute path of a program on PATH. Null if there is none.</summary>
    public static string? Find(string program)
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, program)))
            .FirstOrDefault(IsExecutable);

    private static bool IsExecutable(string path) => File.Exists(path)
        && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Executable) != UnixFileMode.None);

    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
}
