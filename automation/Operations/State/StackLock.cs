using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;

namespace K8tre.Automation.Operations.State;

/// <summary>States of the process that holds a lock.</summary>
internal enum Holder
{
    /// <summary>The process runs on this machine.</summary>
    Alive,

    /// <summary>The process has ended.</summary>
    Dead,

    /// <summary>The process is of another machine.</summary>
    Elsewhere,
}

/// <summary>A lock of a stack in a backend of files.</summary>
/// <param name="Pid">Process that created the lock.</param>
/// <param name="Username">Its user.</param>
/// <param name="Hostname">Its machine.</param>
/// <param name="Timestamp">Time at which it created the lock.</param>
internal sealed record StackLock(int Pid, string Username, string Hostname, DateTimeOffset Timestamp)
{
    // The clock of /proc counts ticks, and the CLI creates the lock a moment after it starts.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);

    private static readonly JsonSerializerOptions Json = new() { PropertyNameCaseInsensitive = true };

    /// <summary>Reads the locks of a stack. Empty if there are none, or the state is not in a folder.</summary>
    /// <remarks>
    /// The folder is that of projects in a backend of files:
    /// https://github.com/pulumi/pulumi/blob/master/pkg/backend/diy/lock.go
    /// </remarks>
    public static async Task<IReadOnlyList<StackLock>> ReadAllAsync(StackIdentity stack, string? backendFolder)
    {
        if (backendFolder is null)
            return [];
        var locks = Path.Combine(backendFolder, ".pulumi", "locks", "organization", stack.Project.Name, stack.Name);
        if (!Directory.Exists(locks))
            return [];
        var held = new List<StackLock>();
        foreach (var file in Directory.EnumerateFiles(locks, "*.json").Order(StringComparer.Ordinal))
        {
            if (await ReadAsync(file) is { } one)
                held.Add(one);
        }

        return held;
    }

    /// <summary>Finds out whether the process that created the lock still runs.</summary>
    public Holder FindHolder()
    {
        if (Hostname != Dns.GetHostName())
            return Holder.Elsewhere;
        try
        {
            using var process = Process.GetProcessById(Pid);
            // Another process can have the number of one that has ended. It started later than the lock.
            return process.StartTime.ToUniversalTime() <= Timestamp.UtcDateTime + ClockTolerance ? Holder.Alive : Holder.Dead;
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            return Holder.Dead;
        }
    }

    /// <summary>Describes the holder in one line.</summary>
    public string Describe() => $"process {Pid} of {Username} on {Hostname}, since "
        + $"{Timestamp.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC, "
        + FindHolder() switch
        {
            Holder.Alive => "still runs",
            Holder.Dead => "has ended",
            _ => "cannot be checked from here",
        };

    // A run that ends meanwhile removes its file.
    private static async Task<StackLock?> ReadAsync(string file)
    {
        try
        {
            await using var stream = File.OpenRead(file);
            return await JsonSerializer.DeserializeAsync<StackLock>(stream, Json);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (JsonException error)
        {
            throw CommandException.Failed($"{file} is not a lock of the Pulumi CLI: {error.Message}");
        }
    }
}
