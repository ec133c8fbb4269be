namespace Pulumi;

/// <summary>A package that the engine has to know before resources of it are registered: one that was made from parameters.</summary>
public sealed class RegisterPackageRequest
{
    /// <summary>Describes a package that adds nothing to its plugin's own.</summary>
    /// <param name="name">The name of the plugin.</param>
    /// <param name="version">The version of the plugin.</param>
    /// <param name="downloadUrl">URL from which the plugin is downloaded. Default: Pulumi's registry.</param>
    /// <param name="checksums">The plugin's checksums by platform.</param>
    /// <param name="parameterization">Parameterization of a package that replaces the plugin's own.</param>
    public RegisterPackageRequest(
        string name, string version, string? downloadUrl, Dictionary<string, byte[]>? checksums, PackageParameterization? parameterization)
        : this(name, version, downloadUrl, checksums, parameterization, extension: null)
    {
    }

    /// <summary>Describes a package.</summary>
    /// <param name="name">The name of the plugin.</param>
    /// <param name="version">The version of the plugin.</param>
    /// <param name="downloadUrl">URL from which the plugin is downloaded.</param>
    /// <param name="checksums">The plugin's checksums by platform.</param>
    /// <param name="parameterization">Parameterization of a package that replaces the plugin's own.</param>
    /// <param name="extension">Parameterization of a package that extends the plugin's own.</param>
    public RegisterPackageRequest(
        string name,
        string version,
        string? downloadUrl,
        Dictionary<string, byte[]>? checksums = null,
        PackageParameterization? parameterization = null,
        PackageParameterization? extension = null)
    {
        Name = name;
        Version = version;
        DownloadUrl = downloadUrl ?? "";
        Checksums = checksums ?? [];
        Parameterization = parameterization;
        Extension = extension;
    }

    /// <summary>The name of the plugin.</summary>
    public string Name { get; }

    /// <summary>The version of the plugin.</summary>
    public string Version { get; }

    /// <summary>URL from which the plugin is downloaded. Empty for Pulumi's registry.</summary>
    public string DownloadUrl { get; }

    /// <summary>The plugin's checksums by platform.</summary>
    public Dictionary<string, byte[]> Checksums { get; }

    /// <summary>Parameterization of a package that replaces the plugin's own.</summary>
    public PackageParameterization? Parameterization { get; }

    /// <summary>Parameterization of a package that extends the plugin's own.</summary>
    public PackageParameterization? Extension { get; }

    /// <summary>Parameterization of a package.</summary>
    public sealed class PackageParameterization
    {
        /// <summary>Describes the package that was made.</summary>
        public PackageParameterization(string name, string version, byte[] value)
        {
            Name = name;
            Version = version;
            Value = value;
        }

        /// <summary>Its name.</summary>
        public string Name { get; }

        /// <summary>Its version.</summary>
        public string Version { get; }

        /// <summary>The parameter, in the plugin's own form.</summary>
        public byte[] Value { get; }
    }
}
