using System.Diagnostics;
using System.Runtime.Versioning;

namespace K8tre.Tests.GitOps;

/// <summary>The plugin's script, the one that ships, on manifests that a stand-in for kustomize prints.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ArgoCdPluginTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("k8tre-plugin-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_five_variables_are_replaced_wherever_they_stand()
    {
        var (exitCode, output, _) = Render(
            "host: portal.${DOMAIN}\nname: ${CLUSTER_NAME}-${ENVIRONMENT}\nregion: \"${REGION}\"\npool: ${METALLB_IP_RANGE}\n",
            ("DOMAIN", "dev.tre.org"), ("CLUSTER_NAME", "tre"), ("ENVIRONMENT", "dev"), ("REGION", "site"), ("METALLB_IP_RANGE", "192.0.2.1-192.0.2.9"));

        Assert.Equal("host: portal.dev.tre.org\nname: tre-dev\nregion: \"site\"\npool: 192.0.2.1-192.0.2.9\n", output);
        Assert.Equal(0, exitCode);
    }

    [Theory]
    [InlineData("datasource: ${DS_PROMETHEUS}")]
    [InlineData("return 302 https://portal.$ENVIRONMENT.$DOMAIN/login?redirect=$scheme://$host$request_uri;")]
    [InlineData("envsubst '$DOMAIN $ENVIRONMENT' < /templates/nginx.conf")]
    [InlineData("${EXTERNAL_DOMAIN} ${DOMAIN:-x} ${ DOMAIN } $${X} ${DOMAINS} {DOMAIN}")]
    [InlineData(@"back\\slash & ampersand \1 \& tab\t %s %d")]
    public void Everything_else_is_left_alone(string line)
    {
        var (exitCode, output, _) = Render($"{line}\n", ("DOMAIN", "dev.tre.org"), ("ENVIRONMENT", "dev"));

        Assert.Equal($"{line}\n", output);
        Assert.Equal(0, exitCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void A_variable_that_is_used_and_not_passed_fails_loudly(string? value)
    {
        var (exitCode, _, errors) = Render("region: ${REGION}\n", [.. value is null ? Array.Empty<(string, string)>() : [("REGION", value)]]);

        Assert.Equal(1, exitCode);
        Assert.Equal("kustomize-with-envsubst: the manifests use ${REGION}, and this Application passes no REGION\n", errors);
    }

    [Theory]
    [InlineData("x\"; evil: \"y")]
    [InlineData("a\nb: c")]
    [InlineData("${DOMAIN}")]
    [InlineData("$(reboot)")]
    [InlineData("a/b")]
    [InlineData("ünicode")]
    public void A_value_that_no_label_can_hold_is_refused_and_not_repeated(string value)
    {
        var (exitCode, output, errors) = Render("region: ${REGION}\n", ("REGION", value));

        Assert.Equal(1, exitCode);
        Assert.Equal("kustomize-with-envsubst: REGION holds a character that no label value can hold\n", errors);
        Assert.DoesNotContain(value, output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failing_kustomize_fails_the_rendering()
    {
        var (exitCode, _, _) = Render("a: b\n", 3);

        Assert.Equal(3, exitCode);
    }

    [Fact]
    public void Kustomize_may_inflate_charts_and_load_from_sibling_folders()
    {
        Render("a: b\n");

        Assert.Equal(
            "build --enable-helm --load-restrictor LoadRestrictionsNone .\n",
            File.ReadAllText(Path.Combine(_folder.FullName, "arguments")));
    }

    private (int ExitCode, string Output, string Errors) Render(string manifests, params (string Name, string Value)[] variables) =>
        Render(manifests, 0, variables);

    private (int ExitCode, string Output, string Errors) Render(
        string manifests, int kustomizeExitCode, params (string Name, string Value)[] variables)
    {
        var kustomize = Path.Combine(_folder.FullName, "kustomize");
        File.WriteAllText(Path.Combine(_folder.FullName, "manifests"), manifests);
        File.WriteAllText(kustomize, $"""
            #!/bin/sh
            echo "$@" > "{_folder.FullName}/arguments"
            cat "{_folder.FullName}/manifests"
            exit {kustomizeExitCode}
            """);
        File.SetUnixFileMode(kustomize, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var start = new ProcessStartInfo("bash", [Path.Combine(Repository.Root, "components/GitOps/Scripts/kustomize-with-envsubst.sh")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}";
        foreach (var (name, value) in variables)
            start.Environment[$"ARGOCD_ENV_{name}"] = value;
        using var bash = Process.Start(start)!;
        var errors = bash.StandardError.ReadToEndAsync();
        var output = bash.StandardOutput.ReadToEnd();
        bash.WaitForExit();
        return (bash.ExitCode, output, errors.Result);
    }
}
