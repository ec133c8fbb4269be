using System.Text.Json;
using Pulumi.Automation.Events;
using Pulumi.Automation.Serialization;

namespace K8tre.Automation.Operations.Cli;

/// <summary>The file to which the engine writes its events while it runs: a JSON object on each line.</summary>
internal sealed class EventLog : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private static readonly LocalSerializer Serializer = new();

    private readonly DirectoryInfo _folder;
    private readonly Action<EngineEvent> _onEvent;
    private readonly List<byte> _line = [];

    private EventLog(DirectoryInfo folder, Action<EngineEvent> onEvent)
    {
        _folder = folder;
        _onEvent = onEvent;
        Path = System.IO.Path.Combine(folder.FullName, "events.jsonl");
    }

    /// <summary>Path of the file.</summary>
    public string Path { get; }

    /// <summary>Creates the file in a temporary folder that only the user can read.</summary>
    public static EventLog Create(Action<EngineEvent> onEvent)
    {
        var log = new EventLog(Directory.CreateTempSubdirectory("k8tre-events-"), onEvent);
        File.Create(log.Path).Dispose();
        return log;
    }

    /// <summary>Reads events until the run has ended and no event is left.</summary>
    /// <returns>The result of the run.</returns>
    public async Task<int> ReadAsync(Task<int> run)
    {
        await using var file = new FileStream(
            Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var hasEnded = run.IsCompleted;
            var count = await file.ReadAsync(buffer);
            Take(buffer.AsSpan(0, count));
            if (count > 0)
                continue;
            if (hasEnded)
                break;
            await Task.WhenAny(run, Task.Delay(Interval));
        }

        TakeLine();
        return await run;
    }

    /// <inheritdoc />
    public void Dispose() => _folder.Delete(recursive: true);

    private void Take(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOf((byte)'\n') is var end and >= 0)
        {
            _line.AddRange(bytes[..end]);
            TakeLine();
            bytes = bytes[(end + 1)..];
        }

        _line.AddRange(bytes);
    }

    // A CLI that was killed can leave half a line.
    private void TakeLine()
    {
        var text = System.Text.Encoding.UTF8.GetString(_line.ToArray());
        _line.Clear();
        if (string.IsNullOrWhiteSpace(text))
            return;
        EngineEvent engineEvent;
        try
        {
            engineEvent = Serializer.DeserializeJson<EngineEvent>(text);
        }
        catch (JsonException)
        {
            return;
        }

        _onEvent(engineEvent);
    }
}
