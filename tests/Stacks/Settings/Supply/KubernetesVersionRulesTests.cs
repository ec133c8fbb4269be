namespace K8tre.Tests.Stacks.Settings.Supply;

/// <summary>Versions of Kubernetes that the settings name, against what Argo CD, Cilium and Longhorn support.</summary>
public sealed class KubernetesVersionRulesTests
{
    [Theory, InlineData("v1.32.9+k3s1"), InlineData("v1.35.9+k3s1"), InlineData("v1.36.2+k3s1")]
    public void A_supported_version_is_accepted(string version) => Assert.Empty(ProblemsOf(version));

    [Theory, InlineData("v1.31.14+k3s1"), InlineData("v1.37.1+k3s1"), InlineData("v1.999.0+k3s1")]
    public void A_version_that_Argo_CD_and_Cilium_do_not_support_is_refused(string version) => Assert.Equal(
        [
            $"k8tre:platform.environments[0].k3s.version is {version}, which Argo CD 3.4 and Cilium 1.19 do not support; supply a version "
            + "from 1.32 to 1.36, or raise them first: docs/reference/versions.md",
        ],
        ProblemsOf(version));

    [Fact]
    public void A_text_that_is_no_version_is_reported_once() => Assert.Single(ProblemsOf("newest"));

    private static IReadOnlyList<string> ProblemsOf(string version) =>
        new SettingsDocument().With("environments[0].k3s.version", $"\"{version}\"").Problems();
}
