using System.Globalization;
using Proto = Pulumirpc.RegisterResourceRequest.Types;

namespace Pulumi;

/// <summary>Timeouts of the operations on a resource. Default of each: the provider's own.</summary>
public sealed class CustomTimeouts
{
    /// <summary>Timeout of the creation.</summary>
    public TimeSpan? Create { get; set; }

    /// <summary>Timeout of an update.</summary>
    public TimeSpan? Update { get; set; }

    /// <summary>Timeout of the deletion.</summary>
    public TimeSpan? Delete { get; set; }

    internal CustomTimeouts Clone() => new() { Create = Create, Update = Update, Delete = Delete };

    internal Proto.CustomTimeouts ToProto() => new() { Create = Text(Create), Update = Text(Update), Delete = Text(Delete) };

    // The engine parses a Go duration (https://pkg.go.dev/time#ParseDuration); a tick is a hundred nanoseconds.
    private static string Text(TimeSpan? timeout) => timeout is { } time ? time.Ticks.ToString(CultureInfo.InvariantCulture) + "00ns" : "";
}
