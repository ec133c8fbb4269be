using System.Globalization;

namespace K8tre.Automation.Conformance;

/// <summary>The official packages for Node.js, at the versions and with the hashes that conformance/package-lock.json pins.</summary>
internal sealed class NodePackages
{
    /// <summary>The oldest version of Node.js that they run on.</summary>
    public const int LeastNode = 20;

    private NodePackages(string directory) => Directory = directory;

    /// <summary>The folder of the scripts and of <c>node_modules</c>.</summary>
    public string Directory { get; }

    /// <summary>The packages of a repository, whether installed or not.</summary>
    /// <exception cref="CommandException">The repository has none.</exception>
    public static NodePackages Of(string projectDirectory)
    {
        var directory = Path.Combine(projectDirectory, "conformance");
        return File.Exists(Path.Combine(directory, "package-lock.json"))
            ? new(directory)
            : throw CommandException.WrongCall($"there is no {directory}/package-lock.json; run the command in the repository");
    }

    /// <summary>Whether the packages are installed as the lock file says.</summary>
    public bool AreInstalled
    {
        get
        {
            // npm writes this file last.
            var installed = new FileInfo(Path.Combine(Directory, "node_modules", ".package-lock.json"));
            return installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(Directory, "package-lock.json"));
        }
    }

    /// <summary>Installs the packages unless they are; runs none of their scripts.</summary>
    /// <param name="say">Told before it takes its time.</param>
    /// <param name="cancellation">Ends the installation.</param>
    /// <exception cref="CommandException">Node.js or npm are missing or too old, or the packages can't be fetched.</exception>
    public async Task EnsureInstalledAsync(Action<string> say, CancellationToken cancellation)
    {
        await RequireNodeAsync(cancellation);
        if (AreInstalled)
            return;

        say("installing the official packages for Node.js into conformance/node_modules (360 MB, once)");
        var npm = await NodeProcess.RunAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], Directory, null, cancellation);
        if (npm.ExitCode != 0)
            throw CommandException.WrongCall($"`npm ci` failed in {Directory}, exit code {npm.ExitCode}:\n{npm.ErrorOutput.Trim()}");
    }

    private async Task RequireNodeAsync(CancellationToken cancellation)
    {
        var node = await NodeProcess.RunAsync("node", ["--version"], Directory, null, cancellation);
        var version = node.Output.Trim();
        if (!int.TryParse(version.TrimStart('v').Split('.')[0], CultureInfo.InvariantCulture, out var major) || major < LeastNode)
            throw CommandException.WrongCall($"Node.js is {version}; the official packages need {LeastNode} or newer");
    }
}
