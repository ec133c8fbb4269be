using System.Security.Cryptography;
using Google.Protobuf.WellKnownTypes;
using K8tre.Automation.Engine.Properties;

namespace K8tre.Tests.RealHosts.Engine;

/// <summary>Implementation of the remote resources of the command provider over real SSH.</summary>
/// <remarks>https://github.com/pulumi/pulumi-command/tree/master/provider/pkg/provider/remote</remarks>
internal sealed class CommandProvider(string programDirectory, Action onDial, Action<string> log, CancellationToken cancellation)
{
    private const string Command = "command:remote:Command";
    private const string Copy = "command:remote:CopyToRemote";

    /// <summary>Time limit of an attempt to connect, in seconds. Default: that of the connection.</summary>
    public int? SecondsPerDial { get; init; }

    /// <summary>Number of repeated attempts to connect. Default: that of the connection.</summary>
    public int? DialErrorLimit { get; init; }

    /// <summary>Returns true if resources of this type are really deployed.</summary>
    public static bool Serves(string type) => type.StartsWith("command:", StringComparison.Ordinal);

    /// <summary>Adds the digest of a file or folder to the inputs, so that a change of its content is a change of the inputs.</summary>
    public void AddDigest(DeployedResource resource)
    {
        if (resource.Type == Copy && SourceOf(resource) is { } source)
            resource.Inputs.Fields["source"].StructValue.Fields["hash"] = Value.ForString(Digest(source));
    }

    /// <summary>Runs <c>create</c>, or copies the file.</summary>
    public Task<Struct> CreateAsync(DeployedResource resource) => resource.Type switch
    {
        Command => RunAsync(resource, "create"),
        Copy => CopyAsync(resource),
        _ => throw new NotSupportedException($"the test engine does not run {resource.Type}"),
    };

    /// <summary>Runs <c>update</c> or, if there is none, <c>create</c>. Copies the file if its source or path has changed.</summary>
    public Task<Struct> UpdateAsync(DeployedResource resource, IReadOnlyList<string> changes) => resource.Type switch
    {
        Copy when changes.Contains("source") || changes.Contains("remotePath") => CopyAsync(resource),
        Copy => Task.FromResult(resource.Inputs.Clone()),
        _ when Text(resource, "update") is null => CreateAsync(resource),
        _ => RunAsync(resource, "update"),
    };

    /// <summary>Runs <c>delete</c>. A copied file is kept.</summary>
    public Task DeleteAsync(DeployedResource resource) => resource.Type == Command ? RunAsync(resource, "delete") : Task.CompletedTask;

    private async Task<Struct> RunAsync(DeployedResource resource, string verb)
    {
        if (resource.Inputs.Fields.ContainsKey("environment"))
            throw new SshException("could not set environment variable: Debian's SSH server accepts none but LANG and LC_*");

        var (output, error) = ("", "");
        if (Text(resource, verb) is { } command)
        {
            using var ssh = Connect(resource);
            (output, error) = await ssh.RunAsync(command, Text(resource, "stdin"), cancellation);
        }

        if (Text(resource, "logging") is null or "stdout" or "stdoutAndStderr")
            log(output);
        if (Text(resource, "logging") is null or "stderr" or "stdoutAndStderr")
            log(error);
        var outputs = resource.Inputs.Clone();
        outputs.Fields["stdout"] = Value.ForString(output);
        outputs.Fields["stderr"] = Value.ForString(error);
        return outputs;
    }

    private async Task<Struct> CopyAsync(DeployedResource resource)
    {
        using var ssh = Connect(resource);
        var text = SourceOf(resource) is null ? Path.GetTempFileName() : null;
        try
        {
            if (text is not null)
                await File.WriteAllTextAsync(text, Text(resource.Inputs.Fields["source"].StructValue, "text"), cancellation);
            await ssh.CopyAsync(text ?? SourceOf(resource)!, Text(resource, "remotePath")!, cancellation);
        }
        finally
        {
            if (text is not null)
                File.Delete(text);
        }

        return resource.Inputs.Clone();
    }

    private SshConnection Connect(DeployedResource resource)
    {
        var connection = resource.Inputs.Fields["connection"].StructValue.Clone();
        Limit(connection);
        if (connection.Fields.TryGetValue("proxy", out var proxy))
            Limit(proxy.StructValue);
        return new(connection) { OnDial = onDial };
    }

    private void Limit(Struct connection)
    {
        if (SecondsPerDial is { } seconds)
            connection.Fields["perDialTimeout"] = Value.ForNumber(seconds);
        if (DialErrorLimit is { } limit)
            connection.Fields["dialErrorLimit"] = Value.ForNumber(limit);
    }

    // File or folder to copy. Null: the source is a text.
    private string? SourceOf(DeployedResource resource)
        => Text(resource.Inputs.Fields["source"].StructValue, "path") is { } path ? Path.Combine(programDirectory, path) : null;

    private static string Digest(string path)
    {
        string[] files = Directory.Exists(path) ? Directory.GetFiles(path, "*", SearchOption.AllDirectories) : [path];
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            using var content = File.OpenRead(file);
            all.AppendData(System.Text.Encoding.UTF8.GetBytes(Path.GetRelativePath(path, file)));
            all.AppendData(SHA256.HashData(content));
        }

        return Convert.ToHexStringLower(all.GetHashAndReset());
    }

    private static string? Text(DeployedResource resource, string property) => Text(resource.Inputs, property);

    private static string? Text(Struct from, string property)
        => from.Fields.TryGetValue(property, out var value)
            && value.KindCase == Value.KindOneofCase.StringValue
            && !WireValue.IsUnknown(value)
            ? value.StringValue
            : null;
}
