using K8tre.Automation.Conformance;

namespace K8tre.Tests.Conformance;

/// <summary>A test that needs the official packages for Node.js: skipped where they are not installed, but not in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OfficialPackagesFactAttribute : FactAttribute
{
    public OfficialPackagesFactAttribute() => Skip = OfficialPackages.ReasonToSkip;
}

/// <summary>The same, for a test with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OfficialPackagesTheoryAttribute : TheoryAttribute
{
    public OfficialPackagesTheoryAttribute() => Skip = OfficialPackages.ReasonToSkip;
}

/// <summary>The packages in conformance/node_modules.</summary>
internal static class OfficialPackages
{
    /// <summary>The packages; a test that asks for them where they are absent fails.</summary>
    public static NodePackages Installed
    {
        get
        {
            var packages = NodePackages.Find(Repository.Root);
            Assert.True(packages.AreInstalled, "run `npm ci --ignore-scripts` in conformance/ first");
            return packages;
        }
    }

    /// <summary>Why a test can't run here; null when it can, or has to.</summary>
    public static string? ReasonToSkip
        => Environment.GetEnvironmentVariable("CI") == "true" || NodePackages.Find(Repository.Root).AreInstalled
            ? null
            : "needs Node.js and the official packages: run `npm ci --ignore-scripts` in conformance/";
}
