using System.Globalization;
using Proto = Pulumirpc.RegisterResourceRequest.Types;

namespace Pulumi;

/// <summary>How long the operations on a resource may take. Default of each: what the provider thinks.</summary>
public sealed class CustomTimeouts
{
    /// <summary>How long creating may take.</summary>
    public TimeSpan? Create { get; set; }

    /// <summary>How long updating may take.</summary>
    public TimeSpan? Update { get; set; }

    /// <summary>How long deleting may take.</summary>
    public TimeSpan? Delete { get; set; }

    internal CustomTimeouts Clone() => new() { Create = Create, Update = Update, Delete = Delete };

    internal Proto.CustomTimeouts ToProto() => new() { Create = Text(Create), Update = Text(Update), Delete = Text(Delete) };

    // The engine parses a Go duration (https://pkg.go.dev/time#ParseDuration); a tick is a hundred nanoseconds.
    private static string Text(TimeSpan? timeout) => timeout is { } time ? time.Ticks.ToString(CultureInfo.InvariantCulture) + "00ns" : "";
}
