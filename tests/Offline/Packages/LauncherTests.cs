using System.Diagnostics;
using System.Runtime.Versioning;

namespace K8tre.Tests.Offline.Packages;

/// <summary>Builds of the script <c>k8tre</c>. A stand-in for <c>dotnet</c> records how it is called.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class LauncherTests : IDisposable
{
    private const string Ask = "msbuild", Build = "build", Run = "run";

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"k8tre-test-{Guid.NewGuid():N}");

    public LauncherTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "bin"));
        foreach (var sources in new[] { "automation", "components", "infra", "offline", "stacks" })
            Directory.CreateDirectory(Path.Combine(_folder, sources));
        File.Copy(Path.Combine(Repository.Root, "k8tre"), Path.Combine(_folder, "k8tre"));
        Write(Path.Combine("bin", "dotnet"), $"""
            #!/bin/sh
            case $1 in
              {Ask}) echo {Ask} >>calls; [ -e closed ] && exit 1
                echo '<Project><PropertyGroup><PulumiSdk>offline</PulumiSdk></PropertyGroup></Project>' >.pulumi-sdk.props ;;
              {Build}) echo {Build} $PulumiSdk >>calls; [ ! -e broken ] || exit 1 ;;
              *) echo {Run} >>calls ;;
            esac
            """);
        File.SetUnixFileMode(Path.Combine(_folder, "bin", "dotnet"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_first_run_asks_and_builds_and_the_second_only_runs()
    {
        Assert.Equal([Ask, Build, Run], await CallsAsync());
        Assert.Equal([Run], await CallsAsync());
    }

    [Fact]
    public async Task The_variable_rebuilds_a_built_tree_with_that_SDK()
    {
        await CallsAsync();

        Assert.Equal([$"{Build} official", Run], await CallsAsync("official"));
        Assert.Equal([Run], await CallsAsync("official"));
        Assert.Equal([Build, Run], await CallsAsync());
    }

    [Fact]
    public async Task The_variable_asks_nobody()
    {
        Assert.Equal([$"{Build} offline", Run], await CallsAsync("offline"));
        Assert.Equal([Ask, Build, Run], await CallsAsync());
    }

    [Fact]
    public async Task The_variable_that_is_what_was_found_builds_nothing()
    {
        await CallsAsync();

        Assert.Equal([Run], await CallsAsync("offline"));
    }

    [Fact]
    public async Task Nothing_is_built_where_NuGet_could_not_be_asked()
    {
        Write("closed", "");
        Assert.Equal([Ask], await CallsAsync());

        File.Delete(Path.Combine(_folder, "closed"));
        Assert.Equal([Ask, Build, Run], await CallsAsync());
    }

    [Fact]
    public async Task A_build_that_failed_is_not_taken_for_one_of_its_SDK()
    {
        await CallsAsync();
        Write("broken", "");

        Assert.Equal([$"{Build} official"], await CallsAsync("official"));
        Assert.Equal([$"{Build} official"], await CallsAsync("official"));
    }

    [Fact]
    public async Task A_newer_source_is_built()
    {
        await CallsAsync();
        Write(Path.Combine("stacks", "Platform.cs"), "");

        Assert.Equal([Build, Run], await CallsAsync());
    }

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder, file), text);

    private async Task<string[]> CallsAsync(string? sdk = null)
    {
        Write("calls", "");
        var call = new ProcessStartInfo(Path.Combine(_folder, "k8tre"))
        {
            WorkingDirectory = _folder,
            RedirectStandardError = true,
            Environment =
            {
                ["PATH"] = $"{Path.Combine(_folder, "bin")}:{Environment.GetEnvironmentVariable("PATH")}",
                ["PulumiSdk"] = sdk,
            },
        };
        using var process = Process.Start(call)!;
        await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return await File.ReadAllLinesAsync(Path.Combine(_folder, "calls"));
    }
}
