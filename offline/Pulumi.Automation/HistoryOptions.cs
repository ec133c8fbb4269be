namespace Pulumi.Automation;

/// <summary>Options of a history.</summary>
public sealed class HistoryOptions
{
    /// <summary>Number of the page, from 1. Default: 1.</summary>
    public int? Page { get; set; }

    /// <summary>Operations of a page. Default: all.</summary>
    public int? PageSize { get; set; }

    /// <summary>False: the configurations in the history contain no secrets. Default: true.</summary>
    public bool? ShowSecrets { get; set; }
}
