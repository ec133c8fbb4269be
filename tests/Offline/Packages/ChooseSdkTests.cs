using System.Diagnostics;
using System.Net;
using System.Xml.Linq;

namespace K8tre.Tests.Offline.Packages;

/// <summary>Choice of the Pulumi SDK by the packages that NuGet's sources have.</summary>
public sealed class ChooseSdkTests : IDisposable
{
    private static readonly string[] Official =
    [
        .. XDocument.Load(Path.Combine(Repository.Root, "offline", "probe", "Probe.csproj"))
            .Descendants("PackageReference").Select(package => package.Attribute("Include")!.Value),
    ];

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"k8tre-test-{Guid.NewGuid():N}");

    public ChooseSdkTests()
    {
        foreach (var file in new[]
        {
            "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json",
            "offline/ChooseSdk.targets", "offline/Offline.targets", "offline/probe/Probe.csproj",
        })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, file))!);
            File.Copy(Path.Combine(Repository.Root, file), Path.Combine(_folder, file));
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_feed_of_the_organisation_beside_the_public_one_does_not_hide_the_official_packages()
    {
        await using var company = await NuGetFeed.StartAsync(Official[..2]);
        await using var world = await NuGetFeed.StartAsync(Official[1..]);

        var (exitCode, output) = await ChooseAsync(company.Index, world.Index);

        Assert.True(exitCode == 0, output);
        Assert.Contains("Pulumi SDK: official, from NuGet", output, StringComparison.Ordinal);
        Assert.Contains("<PulumiSdk>official</PulumiSdk>", Remembered, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Packages_that_no_source_has_are_built_from_source()
    {
        await using var feed = await NuGetFeed.StartAsync(Official[1..]);

        var (exitCode, output) = await ChooseAsync(feed.Index);

        Assert.True(exitCode == 0, output);
        Assert.Contains("Pulumi SDK: offline", output, StringComparison.Ordinal);
        Assert.Contains($"NU1101: Unable to find package {Official[0]}", output, StringComparison.Ordinal);
        Assert.Contains("<PulumiSdk>offline</PulumiSdk>", Remembered, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "401 (Unauthorized)")]
    [InlineData(HttpStatusCode.BadGateway, "502 (Bad Gateway)")]
    public async Task A_source_that_refuses_is_told_and_not_remembered(HttpStatusCode status, string reason)
    {
        await using var empty = await NuGetFeed.StartAsync([]);
        await using var closed = await NuGetFeed.StartAsync([], status);

        await AssertToldAsync(reason, empty.Index, closed.Index);
    }

    [Fact]
    public async Task A_source_that_does_not_listen_is_told_and_not_remembered()
    {
        var gone = await NuGetFeed.StartAsync([]);
        var index = gone.Index;
        await gone.DisposeAsync();

        await AssertToldAsync("NU1301", index);
    }

    private string? Remembered =>
        File.Exists(Path.Combine(_folder, ".pulumi-sdk.props")) ? File.ReadAllText(Path.Combine(_folder, ".pulumi-sdk.props")) : null;

    private async Task AssertToldAsync(string reason, params string[] sources)
    {
        var (exitCode, output) = await ChooseAsync(sources);

        Assert.NotEqual(0, exitCode);
        Assert.Contains("error : NuGet could not be asked for the official Pulumi packages: ", output, StringComparison.Ordinal);
        Assert.Contains(reason, output, StringComparison.Ordinal);
        Assert.Contains("or set PulumiSdk=offline", output, StringComparison.Ordinal);
        Assert.Null(Remembered);
    }

    private async Task<(int ExitCode, string Output)> ChooseAsync(params string[] sources)
    {
        var packageSources = string.Concat(sources.Select((source, number) =>
            $"""<add key="source{number}" value="{source}" allowInsecureConnections="true" />"""));
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "NuGet.Config"),
            $"<configuration><packageSources><clear />{packageSources}</packageSources></configuration>");

        var call = new ProcessStartInfo("dotnet", ["msbuild", Path.Combine("offline", "ChooseSdk.targets"), "-nologo"])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            Environment =
            {
                ["PulumiSdk"] = null,
                ["ArtifactsPath"] = null,
                ["MSBUILDDISABLENODEREUSE"] = "1",
                ["NUGET_PACKAGES"] = Path.Combine(_folder, "packages"),
                ["NUGET_ENHANCED_MAX_NETWORK_TRY_COUNT"] = "1",
                ["NO_PROXY"] = "127.0.0.1",
            },
        };
        using var process = Process.Start(call)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
