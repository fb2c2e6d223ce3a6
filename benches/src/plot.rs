//! Time over operations, as SVG, both axes by powers of ten.

use plotters::prelude::*;
use std::path::Path;

/// A line of the plot: its name, and seconds by operations.
pub(crate) type Line<'l> = (&'l str, &'l [(f64, f64)]);

/// Draws lines into a file.
pub(crate) fn draw(path: &Path, title: &str, lines: &[Line<'_>]) -> Result<(), String> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    try_draw(path, title, lines).map_err(|error| format!("{}: {error}", path.display()))
}

fn try_draw(path: &Path, title: &str, lines: &[Line<'_>]) -> Result<(), Box<dyn std::error::Error>> {
    let points = || lines.iter().flat_map(|(_, points)| points.iter());
    let range = |pick: fn(&(f64, f64)) -> f64| {
        let (low, high) = points().map(pick).fold((f64::MAX, f64::MIN), |(low, high), at| (low.min(at), high.max(at)));
        (low / 1.6)..(high * 1.6)
    };
    let root = SVGBackend::new(path, (720, 440)).into_drawing_area();
    root.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&root)
        .caption(title, ("sans-serif", 18))
        .margin(16)
        .x_label_area_size(36)
        .y_label_area_size(64)
        .build_cartesian_2d(range(|point| point.0).log_scale(), range(|point| point.1).log_scale())?;
    // More labels would stand on each other where an axis is short.
    chart
        .configure_mesh()
        .x_desc("operations")
        .y_desc("seconds")
        .x_labels(3)
        .y_labels(4)
        .max_light_lines(0)
        .x_label_formatter(&|operations| format!("{operations:.0}"))
        .y_label_formatter(&|seconds| seconds.to_string())
        .draw()?;
    for (at, (name, points)) in lines.iter().enumerate() {
        let color = Palette99::pick(at).to_rgba();
        chart
            .draw_series(LineSeries::new(points.iter().copied(), color.stroke_width(2)))?
            .label(*name)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 18, y)], color.stroke_width(2)));
        chart.draw_series(points.iter().map(|point| Circle::new(*point, 3, color.filled())))?;
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .background_style(WHITE.mix(0.8))
        .border_style(BLACK.mix(0.3))
        .draw()?;
    root.present()?;
    Ok(())
}
