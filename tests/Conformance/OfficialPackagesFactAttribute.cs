using K8tre.Automation.Conformance;

namespace K8tre.Tests.Conformance;

/// <summary>A test that needs the official packages for Node.js. It is skipped if they are not installed, except in CI.</summary>
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
    /// <summary>The installed packages. A test fails if they are not installed.</summary>
    public static NodePackages Installed
    {
        get
        {
            var packages = NodePackages.Find(Repository.Root);
            Assert.True(packages.AreInstalled, "run `npm ci --ignore-scripts` in conformance/ first");
            return packages;
        }
    }

    /// <summary>Reason to skip a test. Null if it can run, or must not be skipped.</summary>
    public static string? ReasonToSkip
        => Environment.GetEnvironmentVariable("CI") == "true" || NodePackages.Find(Repository.Root).AreInstalled
            ? null
            : "needs Node.js and the official packages: run `npm ci --ignore-scripts` in conformance/";
}
