// SPDX-License-Identifier: GPL-2.0-or-later
//
// Pictures of counts and grades, and the forms that choose them.
{
  const { make, download } = findings;
  const SIDE_MAX = 16000; // of a canvas, in pixels

  /** Save a picture that is at an address as a PNG, twice as large. */
  const savePng = (link, status) => {
    const image = new Image();
    image.onerror = () => (status.textContent = "The picture cannot be made; try the SVG.");
    image.onload = () => {
      const canvas = make("canvas");
      const scale = Math.min(2, SIDE_MAX / Math.max(image.width, image.height));
      canvas.width = image.width * scale;
      canvas.height = image.height * scale;
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => {
        download(blob, `${location.pathname.slice(1)}.png`);
        status.textContent = "Saved as PNG.";
      }, "image/png");
    };
    image.src = link.href;
  };

  for (const link of document.querySelectorAll("a.svg")) {
    const status = make("span", { role: "status" });
    const button = make("button", {
      type: "button",
      className: "png",
      textContent: link.textContent.replace("SVG", "PNG"),
      onclick: () => savePng(link, status),
    });
    link.after(" ", button, " ", status);
  }

  // An address names only what has been chosen.
  for (const form of document.querySelectorAll("form.choosing"))
    form.addEventListener("formdata", ({ formData }) => {
      const given = [...formData].filter(([, value]) => value);
      for (const name of [...formData.keys()]) formData.delete(name);
      for (const [name, value] of given) formData.append(name, value);
    });
}
