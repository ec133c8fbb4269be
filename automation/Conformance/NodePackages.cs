using System.Globalization;

namespace K8tre.Automation.Conformance;

/// <summary>The official packages for Node.js, with the versions and hashes of conformance/package-lock.json.</summary>
internal sealed class NodePackages
{
    private NodePackages(string directory) => Directory = directory;

    /// <summary>The folder of the scripts and of <c>node_modules</c>.</summary>
    public string Directory { get; }

    /// <summary>Finds the packages of a repository, installed or not.</summary>
    /// <exception cref="CommandException">The repository has no packages.</exception>
    public static NodePackages Find(string projectDirectory)
    {
        var directory = Path.Combine(projectDirectory, "conformance");
        return File.Exists(Path.Combine(directory, "package-lock.json"))
            ? new(directory)
            : throw CommandException.WrongCall($"there is no {directory}/package-lock.json; run the command in the repository");
    }

    /// <summary>True if the packages of the lock file are installed.</summary>
    public bool AreInstalled
    {
        get
        {
            // npm writes this file last.
            var installed = new FileInfo(Path.Combine(Directory, "node_modules", ".package-lock.json"));
            return installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(Directory, "package-lock.json"));
        }
    }

    /// <summary>Installs the packages unless they are installed. Runs none of their scripts.</summary>
    /// <param name="onMessage">Called before the installation.</param>
    /// <param name="cancellation">Ends the installation.</param>
    /// <exception cref="CommandException">Node.js or npm is missing or too old, or npm cannot download the packages.</exception>
    public async Task EnsureInstalledAsync(Action<string> onMessage, CancellationToken cancellation)
    {
        await RequireNodeAsync(cancellation);
        if (AreInstalled)
            return;

        onMessage("installing the official packages for Node.js into conformance/node_modules (360 MB, once)");
        var npm = await NodeProcess.RunAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], Directory, null, cancellation);
        if (npm.ExitCode != 0)
            throw CommandException.WrongCall($"`npm ci` failed in {Directory}, exit code {npm.ExitCode}:\n{npm.StandardError.Trim()}");
    }

    private async Task RequireNodeAsync(CancellationToken cancellation)
    {
        var node = await NodeProcess.RunAsync("node", ["--version"], Directory, null, cancellation);
        var version = node.StandardOutput.Trim();
        if (!int.TryParse(version.TrimStart('v').Split('.')[0], CultureInfo.InvariantCulture, out var major)
            || major < NodeProcess.MinimumVersion)
        {
            throw CommandException.WrongCall(
                $"the version of Node.js is {version}; the official packages need {NodeProcess.MinimumVersion} or later");
        }
    }
}
